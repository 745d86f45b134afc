import type { Identity } from '../core/ports.ts';
import { printable } from '../core/printable.ts';

/** Where a run reads and writes: `account 123456789012, us-east-1, profile admin`. */
export function identityWords(identity: Identity): string {
  const words = [`account ${identity.account ?? 'not known yet'}`, `region ${identity.region}`];
  if (identity.profile !== undefined) words.push(`profile ${identity.profile}`);
  if (identity.endpoint !== undefined) words.push(identity.endpoint);
  return printable(words.join(', '));
}
