import { describe, expect, it } from 'vitest';
import type { StoredParameter } from '../../src/core/parameter/stored.ts';
import type { ParameterType } from '../../src/core/parameter/type.ts';
import { Secret } from '../../src/core/secret/secret.ts';
import { plain } from '../../src/core/style.ts';
import { drawsUnicode, renderTree, renderTreeJson } from '../../src/render/tree.ts';
import { treeOf } from '../../src/render/tree-nodes.ts';

const stored = (name: string, type: ParameterType = 'String'): StoredParameter => ({
  name,
  arn: '',
  type,
  version: 3,
  value: new Secret('canary'),
  lastModified: undefined,
  dataType: 'text',
});
const identity = { region: 'us-east-1', profile: undefined, account: undefined, endpoint: undefined };
const draw = (prefix: string, names: readonly StoredParameter[], depth = 15, unicode = true) =>
  renderTree(treeOf(prefix, names), { depth, unicode, style: plain });

const some = [
  stored('/mow/b/PW', 'SecureString'),
  stored('/mow/b'),
  stored('/mow/a/x/HOSTS', 'StringList'),
  stored('/mow/a/x/DB'),
  stored('/mow/c'),
];

describe('renderTree', () => {
  it('draws levels, counts, types and secrets', () => {
    expect(draw('/mow', some)).toBe(
      `/mow  5 parameters, 1 secret
├── a/  2 parameters
│   └── x/  2 parameters
│       ├── DB  String
│       └── HOSTS  StringList
├── b/  1 parameter, 1 secret, itself a String
│   └── PW  SecureString (secret)
└── c  String
`,
    );
  });

  it('counts what is deeper than it draws', () => {
    expect(draw('/mow', some, 1)).toBe(
      `/mow  5 parameters, 1 secret
├── a/  2 parameters
├── b/  1 parameter, 1 secret, itself a String
└── c  String
`,
    );
  });

  it('draws in ASCII', () => {
    expect(draw('/mow/b', [stored('/mow/b/PW', 'SecureString'), stored('/mow/b/X/Y')], 15, false)).toBe(
      '/mow/b  2 parameters, 1 secret\n|-- PW  SecureString (secret)\n`-- X/  1 parameter\n    `-- Y  String\n',
    );
  });

  it('starts at the root, where names may have no slash', () => {
    expect(draw('/', [stored('root'), stored('/a/b')])).toBe(
      '/  2 parameters\n├── a/  1 parameter\n│   └── b  String\n└── root  String\n',
    );
  });

  it('draws nothing', () => {
    expect(draw('/mow', [])).toBe('/mow  0 parameters\n');
  });

  it('draws 10,000 names in a moment', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      stored(`/a/s${index % 100}/e${index % 7}/K${index}`),
    );
    const before = performance.now();
    const text = draw('/', many);
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(text.split('\n').length).toBeGreaterThan(10_000);
  });
});

describe('renderTreeJson', () => {
  it('is nested, without a value', () => {
    const text = renderTreeJson(treeOf('/mow', some), 1, identity);
    expect(text).not.toContain('canary');
    expect(JSON.parse(text)).toEqual({
      ...{ command: 'tree', account: null, region: 'us-east-1', profile: null, endpoint: null },
      tree: {
        ...{ name: '/mow', path: '/mow', parameters: 5, secrets: 1 },
        children: [
          { name: 'a', path: '/mow/a', parameters: 2, secrets: 0 },
          { name: 'b', path: '/mow/b', type: 'String', version: 3, secret: false, parameters: 1, secrets: 1 },
          { name: 'c', path: '/mow/c', type: 'String', version: 3, secret: false, parameters: 0, secrets: 0 },
        ],
      },
    });
  });
});

it.each<[Readonly<Record<string, string>>, boolean]>([
  [{}, true],
  [{ LANG: 'en_US.UTF-8' }, true],
  [{ LANG: 'C.utf8' }, true],
  [{ LANG: 'C' }, false],
  [{ LC_ALL: 'POSIX', LANG: 'en_US.UTF-8' }, false],
  [{ LC_ALL: '', LC_CTYPE: 'de_DE.ISO-8859-1', LANG: 'C.UTF-8' }, false],
])('a locale of %j: Unicode is %s', (env, unicode) => {
  expect(drawsUnicode(env)).toBe(unicode);
});
