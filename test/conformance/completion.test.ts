import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePage } from '../docs/page.ts';
import { bundleInto } from '../e2e/bundled.ts';
import { local, repository } from '../support/run-cli.ts';
import { openTerminal, prompt, type ShellTerminal } from './completion/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'ssmkit-tab-'));
const at = (name: string) => join(folder, name);
const hostile = '$(touch pwned)';

beforeAll(async () => {
  const program = bundleInto(folder);
  for (const name of ['bin', 'home', 'work', 'home/.config/fish']) mkdirSync(at(name), { recursive: true });
  // What is run is written down as it came; what only completes is not.
  const note = `[ "$1" = __complete ] || printf '<%s>' "$@" >>'${at('ran')}'`;
  writeFileSync(at('bin/ssmkit'), `#!/bin/sh\n${note}\nexec '${process.execPath}' -- '${program}' "$@"\n`, {
    mode: 0o755,
  });
  symlinkSync(at('bin/ssmkit'), at('work/ssm-put-param.sh'));
  const run = local(at('work'));
  for (const name of ['/mow/backend/db/prod/PW', '/mow/backend/web/prod/X', '/mow/frontend/y', '/acme/only'])
    expect((await run(['put', '--name', name, '--value', 'v', '--apply'])).exitCode).toBe(0);
  for (const name of ['env.prod', `odd ${hostile}.env`]) writeFileSync(at(`work/${name}`), 'A=b\n');
  writeFileSync(at('work/ssmkit.json'), '{"environments":{"prod":{"protected":true}}}');
  writeFileSync(
    at('profiles'),
    `[${hostile}]\naws_access_key_id=A\n[\`touch pwned\`]\naws_access_key_id=A\n`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page = parsePage('', readFileSync(join(repository, 'docs/completion.md'), 'utf8'));

/** What docs/completion.md has in the shell's own start file. */
function blockOf(kind: string): string {
  const [block, ...others] = page.blocks.filter((one) => one.kind === kind);
  expect(others).toEqual([]);
  return block?.text ?? '';
}

interface Shell {
  /** Its start file, and what stands in it. */
  readonly file: string;
  readonly setup: () => string;
  readonly command: () => readonly string[];
}

function bash(more = ''): Shell {
  return {
    file: 'bashrc',
    setup: () => `PS1='${prompt} '\n${more}\n${blockOf('bash')}`,
    command: () => ['bash', '--noprofile', '--rcfile', at('bashrc'), '-i'],
  };
}

const zsh: Shell = {
  file: 'home/.zshrc',
  setup: () => `PS1='${prompt} '\nautoload -Uz compinit\ncompinit -u\n${blockOf('zsh')}`,
  command: () => ['zsh', '-d', '-i'],
};

const shells: Readonly<Record<string, Shell>> = {
  bash: bash(),
  // As bash 3.2 has none.
  'bash without compopt': bash('enable -n compopt'),
  'bash whose words do not end at a colon': bash(`COMP_WORDBREAKS=\${COMP_WORDBREAKS//:/}`),
  zsh,
  fish: {
    file: 'home/.config/fish/config.fish',
    setup: () => `set fish_greeting\nfunction fish_prompt\n  echo '${prompt} '\nend\n${blockOf('fish')}`,
    command: () => ['fish', '-i'],
  },
};

/** What is typed before Tab, and the line then, up to a letter that is typed behind it. */
const everywhere: readonly (readonly [string, string])[] = [
  ['ssmkit se', 'ssmkit seed #'],
  ['ssmkit local st', 'ssmkit local status #'],
  ['ssmkit list --pre', 'ssmkit list --prefix #'],
  ['ssmkit list --output m', 'ssmkit list --output markdown #'],
  ['ssmkit list --output=m', 'ssmkit list --output=markdown #'],
  ['ssmkit get /m', 'ssmkit get /mow/#'],
  ['ssmkit get /mow/b', 'ssmkit get /mow/backend/#'],
  ['ssmkit get /mow/backend/db/prod/P', 'ssmkit get /mow/backend/db/prod/PW #'],
  ['ssmkit get --path=/mow/b', 'ssmkit get --path=/mow/backend/#'],
  ['ssmkit get /acme/only /mow/f', 'ssmkit get /acme/only /mow/frontend/#'],
  ['ssmkit tag --tag a=b -- /a', 'ssmkit tag --tag a=b -- /acme/#'],
  ['ssmkit seed --env p', 'ssmkit seed --env prod #'],
  ['./ssm-put-param.sh --na', './ssm-put-param.sh --name #'],
  ['DRY_RUN=0 ssmkit seed --env p', 'DRY_RUN=0 ssmkit seed --env prod #'],
  ['echo x; ssmkit tre', 'echo x; ssmkit tree #'],
  // What there is nothing for stays as it is, and nothing is said.
  ['ssmkit seed --env nope', 'ssmkit seed --env nope#'],
  ['ssmkit get /mow/backend/db/prod/PW:', 'ssmkit get /mow/backend/db/prod/PW:#'],
  ['ssmkit --endpoint-url http://127.0.0.1:9 get /m', 'ssmkit --endpoint-url http://127.0.0.1:9 get /m#'],
];

describe.each(Object.entries(shells))('%s', (name, shell) => {
  let terminal: ShellTerminal;
  beforeAll(async () => {
    writeFileSync(at(shell.file), shell.setup());
    terminal = await openTerminal({
      folder,
      cwd: at('work'),
      command: shell.command(),
      env: {
        PATH: `${at('bin')}:/usr/local/bin:/usr/bin:/bin`,
        HOME: at('home'),
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: at('profiles'),
        SSMKIT_LOCAL: '1',
      },
    });
  });
  afterAll(() => terminal.close());

  /** The line after Tab: once nothing more comes behind a letter that is typed then. */
  async function tab(typed: string): Promise<string> {
    await terminal.clear();
    terminal.type(typed);
    terminal.press('Tab');
    terminal.type('#');
    const lines = await terminal.until(([line = '']) => line.endsWith('#'));
    return lines.join('\n').replace(`${prompt} `, '');
  }

  it.each(everywhere)('%s', async (typed, line) => {
    expect(await tab(typed)).toBe(line);
  });

  it.each(['--env-file ', '--env-file='])('files behind %s', async (flag) => {
    expect(await tab(`ssmkit seed ${flag}env.p`)).toMatch(new RegExp(`^ssmkit seed ${flag}env\\.prod ?#$`));
  });

  it.each<[string, string, string]>([
    ['a file', 'ssmkit seed --env-file odd', `<seed><--env-file><odd ${hostile}.env>`],
    ['a profile', 'ssmkit list --profile \\$', `<list><--profile><${hostile}>`],
    ['a profile in quotes', 'ssmkit list --profile "\\$', `<list><--profile><${hostile}>`],
    ['a profile in backquotes', 'ssmkit list --profile \\`', '<list><--profile><`touch pwned`>'],
  ])('what is called like a command is never run: %s', async (_what, typed, args) => {
    rmSync(at('ran'), { force: true });
    await terminal.clear();
    terminal.type(typed);
    terminal.press('Tab');
    await terminal.until((lines) => /pwned/.test(lines.join('')));
    terminal.press('Enter');
    await terminal.until((lines) => lines.at(-1) === prompt);
    expect(readFileSync(at('ran'), 'utf8')).toBe(args);
    expect(existsSync(at('work/pwned'))).toBe(false);
  });

  it('shows what there is', async () => {
    await terminal.clear();
    terminal.type('ssmkit local ');
    terminal.press('Tab');
    if (name.startsWith('bash')) terminal.press('Tab');
    const shown = (await terminal.until((lines) => /status/.test(lines.join('\n')))).join('\n');
    for (const word of ['serve', 'status', 'reset']) expect(shown).toContain(word);
    if (!name.startsWith('bash')) expect(shown).toContain('remove the embedded store');
  });
});

it('a file in a folder of fpath will do for zsh', async () => {
  mkdirSync(at('functions'));
  const run = local(at('work'));
  writeFileSync(at('functions/_ssmkit'), (await run(['completion', 'zsh'])).stdout);
  writeFileSync(
    at('home/.zshrc'),
    `PS1='${prompt} '\nfpath=(${at('functions')} $fpath)\nautoload -Uz compinit\ncompinit -u\n`,
  );
  const env = { PATH: `${at('bin')}:/usr/bin:/bin`, HOME: at('home') };
  const terminal = await openTerminal({ folder, cwd: at('work'), command: zsh.command(), env });
  terminal.type('ssmkit se');
  terminal.press('Tab');
  await terminal.until(([line]) => line === `${prompt} ssmkit seed`);
  terminal.close();
});
