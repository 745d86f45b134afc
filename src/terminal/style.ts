import type { Style } from '../core/style.ts';

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

function paint(on: boolean, name: keyof typeof codes): (text: string) => string {
  const [open, close] = codes[name];
  return on ? (text) => `\u001b[${open}m${text}\u001b[${close}m` : (text) => text;
}

export function makeStyle(on: boolean): Style {
  return {
    bold: paint(on, 'bold'),
    dim: paint(on, 'dim'),
    red: paint(on, 'red'),
    green: paint(on, 'green'),
    yellow: paint(on, 'yellow'),
    cyan: paint(on, 'cyan'),
  };
}

export interface ColorFacts {
  readonly isTTY: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** --no-color */
  readonly refused: boolean;
}

/** --no-color, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal that can. */
export function wantsColor({ isTTY, env, refused }: ColorFacts): boolean {
  if (refused) return false;
  if (env.NO_COLOR) return false;
  const forced = env.FORCE_COLOR;
  if (forced) return forced !== '0' && forced !== 'false';
  return isTTY && env.TERM !== 'dumb';
}
