import type { Preparation } from './scene.ts';

const seedProd = 'ssmkit seed --project mow --env prod --env-file env.prod --apply';

/** What pages take for granted. */
export const preparations: Readonly<Record<string, Preparation>> = {
  'docs/ci.md': {
    env: { GITHUB_ENV: 'github.env' },
    before: `: >github.env\n${seedProd.replace('--env prod', '--env stage')}`,
  },
  'docs/commands.md': {
    env: { NEW_TOKEN: 'made-up' },
    files: { 'server.js': 'process.exit(process.env.SECRET_KEY ? 0 : 1);\n', 'token.txt': 'made-up' },
  },
  'docs/exec.md': {
    files: { 'server.js': 'process.exit(process.env.SECRET_KEY ? 0 : 1);\n' },
    before: seedProd,
  },
};
