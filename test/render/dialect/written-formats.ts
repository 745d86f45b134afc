import { Secret } from '../../../src/core/secret/secret.ts';
import { readComposeFile } from '../../../src/render/dialect/compose-lines.ts';
import { readDockerFile } from '../../../src/render/dialect/docker-lines.ts';
import { readGithubEnv } from '../../../src/render/dialect/github-lines.ts';
import { readShell } from '../../../src/render/dialect/shell-word.ts';
import { readSystemdFile } from '../../../src/render/dialect/systemd-lines.ts';
import { readYaml } from '../../../src/render/dialect/yaml-text.ts';
import { createRandom } from '../../apply/random.ts';

type Pairs = readonly (readonly [string, unknown])[] | undefined;

export const random = '0123456789abcdef0123456789abcdef';
export const options = { random, secretName: 'mow-backend-prod' };

/** A format that holds values: how its text is read here, and which values it cannot hold. */
interface WrittenFormat {
  readonly read: (text: string) => Pairs;
  readonly refuses: (value: string) => boolean;
  /** Right, but with a warning. */
  readonly doubts?: (value: string) => boolean;
}

const noEnvironment = (value: string) => value.includes('\0') || !value.isWellFormed();
const noText = (value: string) => !value.isWellFormed();
const noncharacter = /[\ufdd0-\ufdef]|[\ufffe\uffff]|\p{Noncharacter_Code_Point}/u;

export const writtenFormats: Readonly<Record<string, WrittenFormat>> = {
  shell: {
    refuses: noEnvironment,
    read: (text) => {
      const reading = readShell(text, 'export');
      return 'unsafe' in reading ? undefined : reading.assignments;
    },
  },
  docker: {
    refuses: (value) =>
      noEnvironment(value) ||
      value.includes('\n') ||
      value.endsWith('\r') ||
      new TextEncoder().encode(value).length > 64_511,
    doubts: (value) => /^(?:'.*'|".*")$/s.test(value),
    read: readDockerFile,
  },
  systemd: {
    refuses: (value) => noEnvironment(value) || noncharacter.test(value),
    read: readSystemdFile,
  },
  compose: { refuses: noEnvironment, read: readComposeFile },
  json: { refuses: noText, read: (text) => Object.entries(JSON.parse(text)) },
  yaml: { refuses: noText, read: readYaml },
  'github-env': {
    refuses: (value) => noEnvironment(value) || value.endsWith('\r'),
    read: (text) => readGithubEnv(text, false),
  },
  'k8s-secret': {
    refuses: noText,
    read: (text) => {
      const data = new Map(readYaml(text)).get('data');
      if (data === undefined || typeof data === 'string') return undefined;
      return data.map(([name, value]) => [name, Buffer.from(String(value), 'base64').toString('utf8')]);
    },
  },
};

/** The same of every kind: values made of what the grammars care for. */
export function generatedValues(count: number, seed: number): readonly string[] {
  const pieces = [
    ...`'"\`\\$#=:;%<>{}[]()!&|*?~ \t\n\r\0`,
    ...['\\n', '\\"', "\\'", '$$', `$\{`, '$(', ' #', '\n#', '\r\n', '<<', 'ssmkit_', '::add-mask::', '---'],
    ...[
      'yes',
      'null',
      '1e3',
      '0x1f',
      '~',
      '- a',
      'K=',
      '\nK=',
      'export ',
      'KEY',
      '\n\n',
      "'''",
      '"""',
      '\\\\',
    ],
    ...['\u0085', '\u00a0', '\u2028', '\u2029', '\ufeff', '\ufffe', '\uffff', '\ufdd0', '\u007f', '\u001b'],
    ...['\ud800', '\udc00', '😀', 'é', 'a', 'B', '7', '\u{1fffe}', '\u0001', '\v', '\f'],
  ];
  const random = createRandom(seed);
  const next = (below: number) => Math.floor(random() * below);
  return Array.from({ length: count }, (_, index) =>
    Array.from({ length: 1 + next(index % 5 === 0 ? 40 : 8) }, () =>
      next(4) === 0 ? String.fromCodePoint(32 + next(95)) : (pieces[next(pieces.length)] ?? ''),
    ).join(''),
  );
}

/** Every text that a Secret may leak into would show this. */
export function shows(result: unknown, value: string): boolean {
  return (
    value.length > 3 &&
    JSON.stringify(result).includes(JSON.stringify(new Secret(value).reveal()).slice(1, -1))
  );
}
