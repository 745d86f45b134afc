import { commandOf, declaredFlags } from './declared-commands.ts';

/** Programs whose options are not ours to know. */
const foreignPrograms = [
  ...['apt-get', 'aws', 'bash', 'curl', 'dnf', 'docker', 'gh', 'git', 'id', 'man', 'node', 'npm', 'npx'],
  ...['pip', 'python3', 'sh', 'sops', 'strip', 'systemctl', 'terraform', 'xz'],
];

/** Options of other programs that a page names without their program, and whose they are. */
const foreignFlags: Readonly<Record<string, string>> = {
  '--build-sea': 'node',
  '--hash-seed': 'node',
  '--links': 'install.sh',
  '--no-rehash-snapshot': 'node',
  '--predictable': 'node',
  '--predictable-gc-schedule': 'node',
  '--random-seed': 'node',
  '--serialization-statistics': 'node',
  '-s': 'sh',
};

/** What is wrong with a piece of inline code that names a command or an option of ssmkit; undefined when nothing is. */
export function spanProblem(code: string): string | undefined {
  const parts = code.replaceAll(/[<>]\(|\$\(/g, '| ').split(/ ?(?:\||&&) /);
  return parts.map(lineProblem).find((problem) => problem !== undefined);
}

function lineProblem(line: string): string | undefined {
  const words = withoutPrefix(line.split(' '));
  const [first = '', ...others] = words;
  if (foreignPrograms.includes(first)) return undefined;
  if (first !== 'ssmkit') {
    const { name, rest } = commandOf(words);
    return flagProblem(rest, name === '' ? undefined : name);
  }
  const { name, rest } = commandOf(others);
  const next = rest[0] ?? '';
  // `ssmkit <command>` and `ssmkit …` name none on purpose.
  if (name === '' && /^[a-z]/.test(next) && next !== 'help') return `there is no command "${next}"`;
  return flagProblem(rest, name);
}

/** `DRY_RUN=0 sudo ssmkit …` */
function withoutPrefix(words: readonly string[]): readonly string[] {
  const start = words.findIndex((word) => !/^[A-Z_]+=/.test(word) && word !== 'sudo' && word !== '$');
  return start === -1 ? words : words.slice(start);
}

/** Of this command, or of any when none is named; what follows `--` is not ours. */
function flagProblem(words: readonly string[], command: string | undefined): string | undefined {
  const end = words.indexOf('--');
  const flags = (end === -1 ? words : words.slice(0, end)).flatMap((word) => {
    const [, flag] = /^[[(]*(--[a-z][a-z-]*|-[a-zA-Z])(?:[=,;)\]].*)?$/.exec(word) ?? [];
    return flag === undefined ? [] : [flag];
  });
  const known = [...declaredFlags].filter(([name]) => command === undefined || name === command);
  const unknown = flags.find(
    (flag) => !Object.hasOwn(foreignFlags, flag) && !known.some(([, names]) => names.has(flag)),
  );
  if (unknown === undefined) return undefined;
  return `${command === undefined ? 'no command' : `"ssmkit ${command}"`} takes ${unknown}`;
}
