import { SsmkitError } from '../core/errors.ts';

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * A date, a time, or how long ago (`90m`, `12h`, `7d`, `2w`). Without a zone it is UTC, as everything that is shown.
 * @throws SsmkitError `usage` for anything else.
 */
export function parseSince(text: string | undefined, now: number): Date | undefined {
  if (text === undefined) return undefined;
  const ago = text.match(/^(\d{1,6})([mhdw])$/);
  if (ago) return new Date(now - Number(ago[1]) * (units[ago[2] ?? ''] ?? 0));
  const parts = text.match(
    /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/,
  );
  const [, day = '', hours = '00:00', zone = 'Z'] = parts ?? [];
  const time = new Date(`${day}T${hours}${zone}`);
  // JavaScript takes the 30th of February for the 2nd of March.
  if (Number.isNaN(time.getTime()) || !new Date(`${day}T00:00Z`).toISOString().startsWith(day)) {
    throw new SsmkitError('usage', `--modified-since does not take ${JSON.stringify(text)}.`, {
      hint: 'Write a date (2026-11-01), a time (2026-11-01T12:00:00Z) or how long ago (90m, 12h, 7d, 2w).',
    });
  }
  return time;
}
