import { SsmkitError } from './errors.ts';
import { type PathTemplate, parseName, parsePath } from './parameter/template.ts';

/** What the settings say of one environment. */
export interface EnvironmentSettings {
  /** Twelve digits: with credentials of another account nothing is done. */
  readonly account?: string | undefined;
  /** The key of new SecureStrings. */
  readonly keyId?: string | undefined;
  readonly profile?: string | undefined;
  /** Deletes here must be spelled out. */
  readonly protected?: boolean | undefined;
}

export type Environments = ReadonlyMap<string, EnvironmentSettings>;

/** What a run is entitled to: the accounts it may work in (none given: any), and the profile it prefers. */
export interface Claim {
  readonly environment: string | undefined;
  readonly accounts: readonly string[];
  readonly profile: string | undefined;
}

export const noClaim: Claim = { environment: undefined, accounts: [], profile: undefined };

/** The claim of a run about one environment. */
export function claimOf(environments: Environments, name: string): Claim {
  const settings = environments.get(name);
  return {
    environment: name,
    accounts: settings?.account === undefined ? [] : [settings.account],
    profile: settings?.profile,
  };
}

/** The environment a full name (or its ARN, or either with a selector) belongs to, by the template. */
export function environmentOf(template: PathTemplate, name: string): string | undefined {
  const path = name.replace(/^arn:[^:]*:ssm:[^:]*:\d*:parameter(?=\/)/, '');
  return parseName(template, path.replace(/:.*$/, ''))?.environment;
}

/**
 * The claim of a run about full names. @throws SsmkitError `usage` when they belong to environments that
 * differ in account or profile, since one run has one set of credentials.
 */
export function claimOfNames(
  environments: Environments,
  template: PathTemplate,
  names: readonly string[],
): Claim {
  let claim: Claim | undefined;
  for (const name of names) {
    const environment = environmentOf(template, name);
    const own = environment === undefined ? noClaim : claimOf(environments, environment);
    if (claim === undefined) claim = own;
    else if (claim.profile !== own.profile || claim.accounts[0] !== own.accounts[0]) {
      const both = [claim.environment, own.environment].map((one) => one ?? 'no environment').join(' and ');
      throw new SsmkitError('usage', `The names belong to ${both}, which have other accounts or profiles.`, {
        hint: 'Run once for each environment.',
      });
    }
  }
  return claim ?? noClaim;
}

/**
 * The claim of a run about everything below a path. Where the path leaves the environment open, the account
 * must be one of those configured, if every environment has one.
 */
export function claimOfPath(environments: Environments, template: PathTemplate, path: string): Claim {
  const fields = parsePath(template, path);
  if (fields?.environment !== undefined) return claimOf(environments, fields.environment);
  const accounts = [...environments.values()].map(({ account }) => account);
  const all = accounts.filter((account) => account !== undefined);
  return fields && all.length === accounts.length ? { ...noClaim, accounts: [...new Set(all)] } : noClaim;
}

/** The protected environments that some names belong to. */
export function protectedAmong(
  environments: Environments,
  template: PathTemplate,
  names: readonly string[],
): readonly string[] {
  const touched = new Set(names.map((name) => environmentOf(template, name)));
  return [...touched].filter(
    (name) => name !== undefined && environments.get(name)?.protected === true,
  ) as string[];
}

/** @throws SsmkitError `credentials` when a name belongs to an environment of another account. */
export function requireAccount(
  environments: Environments,
  template: PathTemplate,
  names: readonly string[],
  account: string | undefined,
): void {
  for (const name of names) {
    const environment = environmentOf(template, name);
    const wanted = environment === undefined ? undefined : environments.get(environment)?.account;
    if (wanted !== undefined && account !== undefined && wanted !== account) {
      throw wrongAccount(environment, wanted, account);
    }
  }
}

export function wrongAccount(environment: string | undefined, wanted: string, account: string): SsmkitError {
  const what = environment === undefined ? 'ssmkit.json' : `Environment ${environment}`;
  return new SsmkitError(
    'credentials',
    `${what} is in account ${wanted}, the credentials are of ${account}. Nothing was done.`,
    {
      hint: 'Give the right --profile, or correct "account" in ssmkit.json.',
    },
  );
}
