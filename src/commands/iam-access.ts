import type { CommandInput } from '../cli/command.ts';
import type { Claim } from '../core/environment.ts';
import { type Need, needs, type Permission, type Target } from '../core/iam/need.ts';
import { settingsKey } from '../core/key/environment-key.ts';
import type { Context } from './context.ts';

/** A command line whose calls are looked into. */
export interface AccessLine {
  /** As the command would have it; nothing of it may be sent or written. */
  readonly context: Context;
  readonly input: CommandInput;
  /** Customer keys that live SecureStrings may be under, which no command line tells. */
  readonly keyIds: readonly string[];
}

/** What a command line is about, as far as it can be told without AWS. */
export interface Facts {
  readonly claim: Claim;
  /** What the policy cannot show, for people. */
  readonly notes?: readonly string[] | undefined;
}

/** One action of a command: a line of the table, and what it is taken on for given facts. */
export interface Rule<F extends Facts> extends Permission {
  readonly targets: (facts: F) => readonly Target[];
}

export interface LineAccess {
  readonly claim: Claim;
  readonly needs: readonly Need[];
  /** The same with patterns in the place of single names, for a policy that would be too long. */
  readonly wider?: readonly Need[] | undefined;
  readonly notes: readonly string[];
}

/** What a command calls in AWS: the table and the policies are made from this alone. */
export interface CommandAccess {
  readonly permissions: readonly Permission[];
  /** Undefined for a command that calls nothing. @throws SsmkitError as the command itself does. */
  readonly of?: (line: AccessLine) => Promise<LineAccess>;
}

export function access<F extends Facts>(
  factsOf: (line: AccessLine) => Promise<F & { readonly wider?: F | undefined }>,
  rules: readonly Rule<F>[],
): CommandAccess {
  const taken = (facts: F) => rules.flatMap(({ action, targets }) => needs(action, targets(facts)));
  return {
    permissions: rules.map(({ targets: _targets, ...permission }) => permission),
    async of(line) {
      const facts = await factsOf(line);
      const { claim, notes = [], wider } = facts;
      return { claim, notes, needs: taken(facts), wider: wider && taken(wider) };
    },
  };
}

/** Settings, files or the embedded store alone. */
export const callsNothing: CommandAccess = { permissions: [] };

/** The keys that values of these environments can be under; undefined stands for any environment. */
export function keysOf(
  { context, keyIds }: AccessLine,
  environments: readonly (string | undefined)[],
): readonly string[] {
  const known = context.settings.environments;
  const wanted = environments.includes(undefined) ? [...known.keys()] : environments;
  const own = wanted.map((name) => (name === undefined ? undefined : settingsKey(known, name)));
  return [...new Set([...keyIds, ...own.filter((keyId) => keyId !== undefined)])];
}

export function valuesUnder(keyIds: readonly string[], names: readonly string[]): readonly Target[] {
  return keyIds.map((keyId) => ({ kind: 'values', keyId, names }));
}
