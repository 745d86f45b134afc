import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repository } from '../support/run-cli.ts';
import { callScript } from './call-script.ts';

const folder = join(repository, '.github/workflows');
const workflows = readdirSync(folder).map(
  (name) => [name, readFileSync(join(folder, name), 'utf8')] as const,
);
const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  readonly engines: { readonly node: string };
  readonly devDependencies: Readonly<Record<string, string>>;
};

/** The scripts below `run:` keys. */
function scriptsIn(text: string): readonly string[] {
  return [...text.matchAll(/^( *)(?:- )?run: (?:\|\n((?:\1 +.*\n|\n)+)|(.*)\n)/gm)].map(
    ([, , block, line]) => block ?? line ?? '',
  );
}

describe.each(workflows)('%s', (_name, text) => {
  it('may read and no more, unless a job says otherwise', () => {
    expect(text).toMatch(/^permissions:\n {2}contents: read\n\n/m);
  });

  it('pins each action by commit, and says which version that is', () => {
    const uses = [...text.matchAll(/^.*\buses: (.*)$/gm)].map(([, action = '']) => action);
    expect(uses.length).toBeGreaterThan(5);
    for (const action of uses) expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('has an end to every job', () => {
    const jobs = text.slice(text.indexOf('\njobs:\n')).match(/^ {2}\w+:$/gm) ?? [];
    expect(jobs.length).toBeGreaterThan(2);
    expect(text.match(/^ {4}timeout-minutes: \d+$/gm)).toHaveLength(jobs.length);
  });

  it('puts nothing from outside into a script but by a variable', () => {
    const scripts = scriptsIn(text);
    expect(scripts.length).toBeGreaterThan(5);
    for (const script of scripts) expect(script).not.toContain('${{');
  });

  it('leaves no credentials behind for what it runs', () => {
    const checkouts = text.match(/actions\/checkout@.*\n {8}with:\n {10}persist-credentials: false\n/g) ?? [];
    expect(checkouts).toHaveLength(text.match(/actions\/checkout@/g)?.length ?? 0);
  });
});

const file = (name: string) => readFileSync(join(folder, name), 'utf8');
const builtBy = (name: string) =>
  [...file(name).matchAll(/\{ platform: ([\w-]+), runner: [\w.-]+ \}/g)].map(([, platform]) => platform);

describe('platforms and versions', () => {
  it('are the same where binaries are tried, built and packed', () => {
    const platforms = callScript('pack-release.mjs', 'platforms');
    expect(platforms).toContain('linux-x64');
    expect([builtBy('ci.yml'), builtBy('release.yml')]).toEqual([platforms, platforms]);
  });

  it('of Node begin with the oldest that package.json allows and end with the one in the binary', () => {
    const [, list = ''] = /^ +node: \[(.*)\]$/m.exec(file('ci.yml')) ?? [];
    const versions = list.split(', ').map((version) => version.replaceAll("'", ''));
    expect(`>=${versions[0]}`).toBe(`${manifest.engines.node}.0`);
    expect(versions.at(-1)).toBe(manifest.devDependencies.node?.split('.')[0]);
  });

  it('of what is released stand in package.json alone', () => {
    expect(file('release.yml')).not.toMatch(/\b\d+\.\d+\.\d+\b(?<!# v\d+\.\d+\.\d+)/);
  });
});
