import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatName, parsePathTemplate } from '../../src/core/parameter/template.ts';
import { cli, repository, workFolder } from '../support/run-cli.ts';
import { settingSources } from './setting-sources.ts';

const page = readFileSync(join(repository, 'docs/settings.md'), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, text = '']) => text,
  );

/** Rows of the table whose header begins with this title, as cells. */
function tableOf(title: string): readonly (readonly string[])[] {
  const [, rows = ''] =
    new RegExp(`^\\| ${title} \\|.*\\n\\|[ |-]+\\|\\n((?:\\|.*\\n)+)`, 'm').exec(page) ?? [];
  return rows
    .trimEnd()
    .split('\n')
    .map((row) =>
      row
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}

const coded = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

describe('docs/settings.md', () => {
  it('tells of each setting where it can come from, as config --explain does', () => {
    const expected = Object.entries(settingSources)
      .filter(([name]) => !name.startsWith('environments.'))
      .map(([name, sources]) => {
        const flags = sources.flatMap(({ args = [] }) => args.slice(0, 1));
        const variables = sources.flatMap(({ env = {}, from }) => {
          const names = Object.keys(env);
          return names.filter((one) => one === from || (name === 'credentials' && one !== 'AWS_PROFILE'));
        });
        const file = sources.some((source) => source.file !== undefined) ? 'yes' : '';
        const { value = null, from = '' } = sources.at(-1) ?? {};
        const last = from === 'the default profile' ? from : value === null ? '' : `\`${value}\``;
        return [`\`${name}\``, coded(flags), coded(variables), file, last];
      });
    const [first, ...rest] = tableOf('Setting');
    expect([first, ...rest].toSorted()).toEqual(expected.toSorted());
  });

  it('tells of each setting of an environment', () => {
    const expected = Object.keys(settingSources).flatMap((name) => {
      const own = /^environments\.prod\.(.*)/.exec(name)?.[1];
      return own === undefined ? [] : [`\`${own}\``];
    });
    const rows = [...page.matchAll(/^\| (`\w+`) \| [A-Z].*\|$/gm)].map(([, name]) => name);
    expect(rows).toEqual(expected);
  });

  it('has examples that are read', async () => {
    const texts = [...blocks('json'), readFileSync(join(repository, 'examples/ssmkit.json'), 'utf8')];
    expect(texts).toHaveLength(3);
    for (const text of texts) {
      const cwd = workFolder();
      writeFileSync(join(cwd, 'ssmkit.json'), text);
      const { exitCode, stderr } = await cli(['config', '--explain', '--region', 'us-east-1'], { cwd });
      expect([exitCode, stderr]).toEqual([0, '']);
    }
  });

  it('has command lines that run', async () => {
    const cwd = workFolder();
    writeFileSync(join(cwd, 'ssmkit.json'), blocks('json')[0] ?? '');
    const lines = blocks('sh').flatMap((block) => block.trimEnd().split('\n'));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      const [program, ...args] = line.split(' ');
      expect([program, (await cli(args, { cwd })).exitCode]).toEqual(['ssmkit', 0]);
    }
  });

  it('has templates that make these names', () => {
    const rows = tableOf('pathTemplate').map((row) => row.map((cell) => cell.replaceAll('`', '')));
    expect(rows.length).toBeGreaterThan(2);
    for (const [text = '', name = ''] of rows) {
      const service = text.startsWith('/{project}') ? 'postgres' : 'order-api';
      const key = text.startsWith('/{project}') ? 'POSTGRES_DB' : 'database/host';
      const fields = { project: 'mow', component: 'backend', environment: 'prod', service, key };
      expect(formatName(parsePathTemplate(text), fields)).toBe(name);
    }
  });

  it('names the schema that the package holds', () => {
    const { files } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
      files: string[];
    };
    expect(files).toContain('ssmkit.schema.json');
    expect(page).toContain('./node_modules/ssmkit/ssmkit.schema.json');
  });
});
