import { SsmkitError } from '../core/errors.ts';
import type { CommandSettings } from './context.ts';

/** @throws SsmkitError `usage` when the settings have environments, and not this one. */
export function knownEnvironment({ environments }: CommandSettings, environment: string): void {
  if (environments.size === 0 || environments.has(environment)) return;
  const known = [...environments.keys()].join(', ');
  throw new SsmkitError('usage', `ssmkit.json has no environment ${JSON.stringify(environment)}.`, {
    hint: `It has ${known}.`,
  });
}
