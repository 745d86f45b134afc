import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import {
  type AbsentReader,
  folder,
  isInstalled,
  type Pairs,
  type RealReader,
  writeTexts,
} from './real-reader.ts';

// load_env_file is what EnvironmentFile= goes through; the library exports it for systemd's own programs.
const systemdScript = `
import ctypes, glob, json, os, sys
paths = [p for d in ("/usr/lib/*/systemd", "/usr/lib/systemd", "/lib/systemd", "/usr/lib64/systemd")
         for p in glob.glob(d + "/libsystemd-shared-*.so")]
if not paths: sys.exit(3)
load = ctypes.CDLL(paths[0]).load_env_file
texts = ctypes.POINTER(ctypes.c_char_p)
load.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(texts)]
out = []
for i in range(int(sys.argv[2])):
    read = texts()
    if load(None, os.path.join(sys.argv[1], str(i)).encode(), ctypes.byref(read)) < 0:
        out.append(None)
        continue
    pairs, at = [], 0
    while read and read[at]:
        pairs.append(read[at].decode("utf-8").split("=", 1))
        at += 1
    out.append(pairs)
print(json.dumps(out))
`;

const yamlScript = `
import json, os, sys, yaml
out = []
for i in range(int(sys.argv[2])):
    with open(os.path.join(sys.argv[1], str(i)), encoding="utf-8", newline="") as file:
        try: out.append([[k, v] for k, v in (yaml.safe_load(file) or {}).items()])
        except yaml.YAMLError: out.append(None)
print(json.dumps(out))
`;

/** systemd's parser and PyYAML, by Python. */
export function pythonReaders(): readonly (RealReader | AbsentReader)[] {
  if (!isInstalled('python3')) {
    return ['systemd', 'PyYAML'].map((name) => ({ name, missing: 'python3' }));
  }
  return [
    runs(systemdScript)
      ? { name: 'systemd', format: 'systemd', read: async (texts) => run(systemdScript, texts) }
      : { name: 'systemd', missing: 'libsystemd-shared' },
    runs(yamlScript) || installed('PyYAML==6.0.3', yamlScript)
      ? { name: 'PyYAML', format: 'yaml', read: async (texts) => run(yamlScript, texts) }
      : { name: 'PyYAML', missing: 'the package, and pip could not fetch it' },
  ];
}

function run(script: string, texts: readonly string[]): readonly (Pairs | undefined)[] {
  writeTexts(texts);
  const output = execFileSync('python3', ['-c', script, folder, String(texts.length)], {
    env: { ...process.env, PYTHONPATH: join(folder, 'packages') },
    maxBuffer: 2 ** 30,
  });
  const read: readonly (Pairs | null)[] = JSON.parse(output.toString('utf8'));
  return read.map((pairs) => pairs ?? undefined);
}

function runs(script: string): boolean {
  try {
    return run(script, []).length === 0;
  } catch {
    return false;
  }
}

function installed(requirement: string, script: string): boolean {
  try {
    const target = join(folder, 'packages');
    execFileSync('python3', ['-m', 'pip', 'install', '--quiet', '--target', target, requirement]);
    return runs(script);
  } catch {
    return false;
  }
}
