import { beforeEach, describe, expect, it } from 'vitest';
import { type Stage, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await stage.put('/mow/backend/app/prod/TOKEN', 'canary', { Type: 'SecureString' });
  await stage.put('/mow/backend/app/prod/HOSTS', 'canary', { Type: 'StringList' });
  await stage.put('/mow/backend/app', 'canary');
  await stage.put('/mow/backendish/X', 'canary');
});
const tree = (args: readonly string[], env = {}) => stage.run(['tree', ...args], { env });

describe('tree', () => {
  it.each<[readonly string[], string]>([
    [
      ['/mow/backend'],
      '/mow/backend  3 parameters, 1 secret\n└── app/  2 parameters, 1 secret, itself a String\n',
    ],
    [['/mow/backend/'], '/mow/backend  3 parameters, 1 secret\n'],
    [['--depth', '1'], '/  4 parameters, 1 secret\n└── mow/  4 parameters, 1 secret\n'],
    [['/mow', '--type', 'StringList'], '/mow  1 parameter\n└── backend/  1 parameter\n'],
    [['--contains', 'ish'], '/  1 parameter\n└── mow/  1 parameter\n'],
    [['/none'], '/none  0 parameters\n'],
  ])('%j', async (args, start) => {
    const { stdout, stderr, exitCode } = await tree(args);
    expect([stderr, exitCode]).toEqual(['', 0]);
    expect(stdout.slice(0, start.length)).toBe(start);
    expect(stdout).not.toContain('canary');
  });

  it('says that a parameter of that name is there too', async () => {
    const { stdout, stderr } = await tree(['/mow/backend/app']);
    expect(stdout).toContain('/mow/backend/app  2 parameters, 1 secret\n');
    expect(stderr).toContain('/mow/backend/app is a parameter too');
  });

  it('draws for the terminal it is on', async () => {
    expect((await tree([], { LC_ALL: 'C' })).stdout).toContain('`-- mow/');
    expect((await tree(['--output', 'markdown'])).stdout).toMatch(/^```text\n\/ .*```\n$/s);
  });

  it('is nested JSON', async () => {
    const json = JSON.parse((await tree(['/mow/backend', '--output', 'json'])).stdout);
    expect(json).toMatchObject({ command: 'tree', account: '000000000000', region: 'us-east-1' });
    const [app] = json.tree.children;
    expect(app).toMatchObject({ path: '/mow/backend/app', type: 'String', parameters: 2, secrets: 1 });
    const [hosts, token] = app.children[0].children;
    expect([hosts.type, token.secret, token.children]).toEqual(['StringList', true, []]);
  });

  it('decrypts nothing and needs ssm:GetParametersByPath alone', async () => {
    const others = ['GetParameter', 'GetParameters', 'DescribeParameters', 'ListTagsForResource'];
    const denied = others.map((operation) => ({ action: `ssm:${operation}` }));
    stage.store.setFaults({ denied: [...denied, { action: 'kms:*' }] });
    expect((await tree([])).exitCode).toBe(0);
    const reads = stage.calls.filter(({ operation }) => operation.startsWith('GetParameter'));
    expect(reads.every(({ body }) => body.WithDecryption === false)).toBe(true);
  });

  it.each([[['--depth', '0']], [['--depth', 'x']], [['mow']], [['--type', 'string']], [['/a', '/b']]])(
    '%j is refused before anything is sent',
    async (args) => {
      const { stdout, exitCode } = await tree(args);
      expect([stdout, exitCode]).toEqual(['', 2]);
      expect(stage.calls).toEqual([]);
    },
  );
});
