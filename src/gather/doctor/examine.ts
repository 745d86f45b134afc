import type { DescribedParameter } from '../../core/account-probes.ts';
import { type CheckResult, found } from '../../core/checkup.ts';
import type { StoredParameter } from '../../core/parameter/stored.ts';
import { type Answer, answerOf, knownOf } from './answer.ts';
import { checkDecryption } from './decryption.ts';
import { checkHierarchy } from './hierarchy.ts';
import { checkKeys } from './keys.ts';
import { type Listing, listBelow, takePages } from './listing.ts';
import { checkListings, checkReads, checkWrites, permissionsPerPath } from './permissions.ts';
import { checkPlaintext, plaintextUnread } from './plaintext.ts';
import { checkQuota } from './quota.ts';
import { scopeOf } from './scope.ts';
import { checkThroughput, checkTier, tierSetting } from './service-settings.ts';
import { checkSettings } from './settings.ts';
import type { Subject, Way } from './subject.ts';
import { checkVersions } from './versions.ts';
import { checkWay } from './way.ts';

export interface Examination {
  readonly results: readonly CheckResult[];
  /** There are no credentials that AWS takes. */
  readonly unusable: boolean;
}

/**
 * Looks at everything, from who we are to what the settings say. What cannot be asked is a result too; rejects
 * only with an interruption, or a defect of ours.
 */
export async function examine(way: Way, subject: Subject): Promise<Examination> {
  const checked = await checkWay(way, subject);
  const settings = await checkSettings(subject, way.files, way.identity().account);
  const { throughput } = checked;
  const store =
    checked.stop === undefined && throughput !== undefined
      ? await examineStore(way, subject, throughput)
      : [nothingAsked(subject, checked.stop ?? '')];
  return { results: [...checked.results, ...store, ...settings], unusable: checked.unusable };
}

function nothingAsked({ lines }: Subject, stop: string): CheckResult {
  const todo = { advice: 'Mend that first, and run it again:', command: lines.again() };
  return found('not-checked', 'rest', `${stop}, so Parameter Store and KMS are not asked.`, todo);
}

async function examineStore(
  way: Way,
  subject: Subject,
  throughput: Answer<string | undefined>,
): Promise<readonly CheckResult[]> {
  const { probes, clock } = way;
  const { bounds, lines } = subject;
  const [below, described, tier] = await Promise.all([
    readBelow(way, subject),
    answerOf(() =>
      takePages(probes.describeAll(), { pages: bounds.describePages, ms: bounds.listingMs }, clock),
    ),
    answerOf(() => probes.serviceSetting(tierSetting)),
  ]);
  return [
    ...(await examineScope(way, subject, below, described)),
    checkQuota(subject, described),
    checkThroughput(throughput, lines),
    checkTier(tier, lines),
  ];
}

async function readBelow({ store, clock }: Way, { path, bounds }: Subject) {
  if (path === undefined) return undefined;
  return await listBelow(store, path, { pages: bounds.pathPages, ms: bounds.listingMs }, clock);
}

async function examineScope(
  way: Way,
  subject: Subject,
  below: Answer<Listing<StoredParameter>> | undefined,
  described: Answer<Listing<DescribedParameter>>,
): Promise<readonly CheckResult[]> {
  const listing = below && knownOf(below);
  const scope = scopeOf(subject, listing?.items, knownOf(described)?.items);
  const listings = checkListings(subject, below, described);
  const nothingKnown = listing === undefined && knownOf(described) === undefined;
  const [reads, keys, versions, decryption] = await Promise.all([
    below === undefined ? [permissionsPerPath(subject)] : checkReads(way, subject, scope),
    checkKeys(way, subject, scope, { described: knownOf(described) !== undefined, any: !nothingKnown }),
    nothingKnown ? [] : checkVersions(way, subject, scope),
    below === undefined || scope.length === 0 ? [] : checkDecryption(way, subject, scope),
  ]);
  return [
    ...listings,
    ...reads,
    ...(below === undefined ? [] : [checkWrites(subject)]),
    ...keys,
    ...decryption,
    ...(listing === undefined ? [] : [checkHierarchy(subject, listing, scope)]),
    ...versions,
    ...(below === undefined ? [] : [listing ? checkPlaintext(subject, scope) : plaintextUnread(subject)]),
  ];
}
