import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

export interface ShellTerminal {
  /** Types, letter by letter as far as the shell can tell. */
  readonly type: (text: string) => void;
  /** `Tab`, `Enter`, `C-c`: a key by tmux's name for it. */
  readonly press: (key: string) => void;
  /** What the terminal shows, blank lines left out, once it is what is waited for; fails with what it shows instead. */
  readonly until: (what: (lines: readonly string[]) => boolean) => Promise<readonly string[]>;
  /** Takes back what was typed and clears the screen. */
  readonly clear: () => Promise<void>;
  readonly close: () => void;
}

export interface TerminalOptions {
  /** For the socket; a short path. */
  readonly folder: string;
  readonly cwd: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export const prompt = 'ready>';
const patienceMs = 20_000;

/** A shell on a terminal of its own, in tmux. Its prompt must be `prompt`. */
export async function openTerminal({ folder, cwd, command, env }: TerminalOptions): Promise<ShellTerminal> {
  const tmux = (...args: readonly string[]) =>
    execFileSync('tmux', ['-L', 'shell', '-f', '/dev/null', ...args], {
      env: { PATH: process.env.PATH ?? '', TMUX_TMPDIR: folder, LANG: 'C.UTF-8' },
      encoding: 'utf8',
    });
  const assignments = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  tmux(
    ...['new-session', '-d', '-x', '120', '-y', '50', '-c', cwd],
    ...['env', '-i', ...assignments, 'TERM=screen', 'LANG=C.UTF-8', ...command],
  );
  const show = () =>
    tmux('capture-pane', '-p', '-J')
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line !== '');
  const until: ShellTerminal['until'] = async (what) => {
    const end = Date.now() + patienceMs;
    for (;;) {
      const lines = show();
      if (what(lines)) return lines;
      if (Date.now() > end) throw new Error(`the terminal shows\n${lines.join('\n')}`);
      await pause(50);
    }
  };
  const isEmpty = (lines: readonly string[]) => lines.length === 1 && lines[0] === prompt;
  await until((lines) => lines.at(-1) === prompt);
  return {
    type: (text) => tmux('send-keys', '-l', '--', text),
    press: (key) => tmux('send-keys', key),
    until,
    clear: async () => {
      tmux('send-keys', 'C-c');
      await until((lines) => lines.at(-1) === prompt);
      tmux('send-keys', 'C-l');
      await until(isEmpty);
    },
    close: () => tmux('kill-server'),
  };
}
