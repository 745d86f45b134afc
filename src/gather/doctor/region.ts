import { type CheckResult, found, passed } from '../../core/checkup.ts';
import type { Subject, Way } from './subject.ts';

/** The Region in use, who named it, and whether another place names another one. */
export function checkRegion(way: Way, { lines, settings }: Subject): readonly CheckResult[] {
  const { region } = way.identity();
  const from = way.explained.find(({ name }) => name === 'region')?.from ?? 'not set';
  const { settingsRegion } = settings;
  const warnings = way.regionWarnings.map((message) =>
    found('warning', 'region', message, {
      advice: 'Let one place name it.',
      command: lines.ssmkit('config', '--explain'),
    }),
  );
  if (warnings.length > 0) return warnings;
  if (settingsRegion !== undefined && settingsRegion !== region) {
    const message = `${region} (${from}) is used; ssmkit.json says ${settingsRegion}.`;
    const advice =
      from === '--region' ? 'If that is not meant, leave --region out.' : `If ${settingsRegion} is meant:`;
    const command =
      from === '--region' ? lines.ssmkit('config', '--explain') : lines.again('--region', settingsRegion);
    return [found('warning', 'region', message, { advice, command })];
  }
  return [passed('region', `${region} (${from})`)];
}
