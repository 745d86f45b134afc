import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registry } from '../../src/commands/registry.ts';
import { cli, repository } from '../support/run-cli.ts';

describe('iam permissions', () => {
  it('shows every command, within 80 columns', async () => {
    const { stdout, stderr, exitCode } = await cli(['iam', 'permissions']);
    expect([exitCode, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n');
    for (const { name } of registry) expect(lines).toContain(name);
    expect(lines).toContain('loadParameters (library)');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('shows the commands that are named, by a first word as well', async () => {
    const shown = async (...names: readonly string[]) => {
      const { stdout } = await cli(['iam', 'permissions', ...names, '--output', 'json']);
      const { commands } = JSON.parse(stdout) as { commands: readonly { command: string }[] };
      return commands.map(({ command }) => command);
    };
    expect(await shown('delete', 'get')).toEqual(['get', 'delete']);
    expect(await shown('local')).toEqual(['local serve', 'local status', 'local reset']);
    expect(await shown('local', 'serve')).toEqual(['local serve']);
    expect(await shown('iam policy')).toEqual(['iam policy']);
  });

  it('knows a slip', async () => {
    const { exitCode, stderr } = await cli(['iam', 'permissions', 'sed']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('There is no command "sed".');
    expect(stderr).toContain('Did you mean seed?');
  });

  it('is what docs/iam.md shows', async () => {
    const { stdout } = await cli(['iam', 'permissions', '--output', 'markdown']);
    expect(readFileSync(join(repository, 'docs/iam.md'), 'utf8')).toContain(stdout);
  });
});
