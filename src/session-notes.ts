import type { CallEvent } from './apply/call-runner.ts';
import type { Claim } from './core/environment.ts';
import type { Setting } from './core/setting.ts';
import type { Settings } from './settings/settings.ts';

/** What is worth a warning about the way a run takes, before anything is sent. */
export function claimWarnings(claim: Claim, settings: Settings): readonly string[] {
  const { environments, local } = settings;
  const warnings: string[] = [];
  if (claim.environment !== undefined && environments.size > 0 && !environments.has(claim.environment)) {
    const known = [...environments.keys()].join(', ');
    warnings.push(
      `ssmkit.json has no environment "${claim.environment}" (it has ${known}), so no account is guarded.`,
    );
  }
  if (local && claim.accounts.length > 1) {
    warnings.push(
      `The settings name several accounts (${claim.accounts.join(', ')}), and this path belongs to none of them alone: the embedded store plays the default account.`,
    );
  }
  return warnings;
}

/** --verbose: the way to AWS, and where each part of it came from. */
export function wayLines(explained: readonly Setting[]): string {
  return explained.map(({ name, value, from }) => `verbose: ${name} ${value ?? '-'} (${from})\n`).join('');
}

export interface CallCounts {
  readonly add: (event: CallEvent) => void;
  readonly line: () => string;
}

/** --verbose: how many calls were answered, throttled or repeated, by family. */
export function countCalls(): CallCounts {
  const counts = new Map<string, number>();
  return {
    add: ({ family, kind }) => {
      const name = kind === 'success' ? family : `${family} ${kind}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    line: () => {
      const words = [...counts].map(([name, count]) => `${count} ${name}`).join(', ');
      return `verbose: calls: ${words || 'none'}\n`;
    },
  };
}

/** Milliseconds without an answer after which somebody who waits is told why. */
const silence = 3_000;

/** Says once in each stretch without an answer what is in the way: calls are repeated for a long time. */
export function noteSilence(now: () => number, say: (text: string) => void): (event: CallEvent) => void {
  let since: number | undefined;
  let said = false;
  return ({ kind, error }) => {
    if (kind !== 'retry') {
      since = undefined;
      said = false;
      return;
    }
    since ??= now();
    if (said || now() - since < silence) return;
    said = true;
    say(
      ['No answer yet; still trying, Ctrl-C stops.', error?.message, error?.hint].filter(Boolean).join(' '),
    );
  };
}
