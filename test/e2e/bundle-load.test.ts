import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workFolder } from '../support/run-cli.ts';
import { runProgram } from '../support/run-program.ts';
import { bareEnvironment, bundleInto } from './bundled.ts';

const folder = workFolder();
const hook = join(folder, 'hook.cjs');
let program: string;
beforeAll(() => {
  program = bundleInto(folder);
  writeFileSync(hook, `(${watch})();`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In the program's process: says on stderr at the end what of the machine was looked at, and what was loaded. */
function watch(): void {
  const seen = new Set<string>();
  const patched = (object: object, names: readonly string[], what: string) => {
    for (const name of names) {
      const real = Reflect.get(object, name);
      const note = function (this: unknown, ...args: readonly unknown[]) {
        // Node's own loader reads files, too.
        if (!new Error().stack?.split('\n')[2]?.includes('node:internal/modules')) seen.add(`${what}${name}`);
        return Reflect.apply(real, this, args);
      };
      Object.defineProperty(object, name, { value: Object.assign(note, real) });
    }
  };
  const environment = process.env;
  const env = new Proxy(environment, {
    get: (target, name) => {
      seen.add(`env.${String(name)}`);
      return Reflect.get(target, name);
    },
    has: (target, name) => {
      seen.add(`env.${String(name)}`);
      return Reflect.has(target, name);
    },
    ownKeys: (target) => {
      seen.add('env.*');
      return Reflect.ownKeys(target);
    },
  });
  Object.defineProperty(process, 'env', { value: env });
  for (const name of ['stdin', 'stdout', 'stderr', 'argv']) {
    const real = Object.getOwnPropertyDescriptor(process, name);
    Object.defineProperty(process, name, {
      get: () => {
        seen.add(`process.${name}`);
        return real?.get ? real.get.call(process) : real?.value;
      },
    });
  }
  const module = (name: string) => process.getBuiltinModule(name) as object;
  const files = [
    'readFileSync',
    'readFile',
    'openSync',
    'open',
    'statSync',
    'stat',
    'readdirSync',
    'existsSync',
  ];
  patched(process.hrtime, ['bigint'], 'process.hrtime.');
  patched(process, ['cwd', 'hrtime', 'umask'], 'process.');
  patched(module('node:fs'), files, 'fs.');
  patched(
    module('node:fs/promises'),
    ['readFile', 'open', 'stat', 'lstat', 'readdir', 'access'],
    'fs/promises.',
  );
  patched(
    module('node:os'),
    ['homedir', 'hostname', 'userInfo', 'release', 'tmpdir', 'networkInterfaces'],
    'os.',
  );
  patched(module('node:crypto'), ['randomBytes', 'randomUUID', 'randomInt', 'randomFillSync'], 'crypto.');
  patched(Object.getPrototypeOf(globalThis.crypto), ['getRandomValues', 'randomUUID'], 'crypto.');
  patched(Math, ['random'], 'Math.');
  patched(Date, ['now'], 'Date.');
  patched(performance, ['now'], 'performance.');
  const now = new Proxy(Date, {
    construct: (target, args) => {
      if (args.length === 0) seen.add('new Date');
      return Reflect.construct(target, args);
    },
  });
  Object.assign(globalThis, { Date: now });
  const { startupSnapshot } = process.getBuiltinModule('node:v8');
  if (environment.BUILDING === '1') {
    Object.assign(startupSnapshot, {
      isBuildingSnapshot: () => true,
      setDeserializeMainFunction: () => seen.add('main function'),
    });
  }
  process.on('exit', () => {
    const { moduleLoadList } = process as unknown as { readonly moduleLoadList: readonly string[] };
    const loaded = moduleLoadList
      .map((entry) => entry.replace(/^NativeModule /, ''))
      .filter((name) => /^(?:https?|http2|tls|net|child_process|sqlite)$/.test(name))
      .sort();
    const { _rawDebug } = process as unknown as { readonly _rawDebug: (text: string) => void };
    _rawDebug(JSON.stringify({ seen: [...seen].sort(), loaded }));
  });
}

async function report(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { stderr } = await runProgram(process.execPath, ['--require', hook, '--', program, ...args], {
    cwd: folder,
    env: { ...bareEnvironment(), ...env },
  });
  return JSON.parse(stderr.slice(stderr.lastIndexOf('{"seen"'))) as {
    readonly seen: readonly string[];
    readonly loaded: readonly string[];
  };
}

it('looks at nothing of the machine that the snapshot is built on', async () => {
  const { seen, loaded } = await report([], { BUILDING: '1' });
  expect(seen).toEqual([
    // Asked again at every start, when the client is made.
    'env.AWS_ENABLE_DEFAULT_SOCKET_TIMEOUT_2026',
    // Of @aws/lambda-invoke-store, about code that runs inside of AWS Lambda.
    'env.AWS_LAMBDA_BENCHMARK_MODE',
    'env.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA',
    // Whether to warn of an old Node: of this one, which goes into the binary.
    'env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED',
    'main function',
  ]);
  expect(loaded).toEqual([]);
});

it.each([['--help'], ['--version']])('%s loads neither the SDK nor the network', async (flag) => {
  const { seen, loaded } = await report([flag]);
  // The SDK cannot be loaded without looking at these.
  expect(seen.filter((name) => name.startsWith('env.AWS_'))).toEqual([]);
  expect(loaded.filter((name) => name !== 'net')).toEqual([]);
});

it.each([
  ['http', ['http', 'net']],
  ['https', ['https', 'net', 'tls']],
])('get at an %s endpoint loads what that protocol takes', async (protocol, modules) => {
  const { loaded } = await report(
    ['get', '/a', '--max-attempts', '1'],
    bareEnvironment(`${protocol}://127.0.0.1:9`),
  );
  expect(loaded).toEqual(modules);
});
