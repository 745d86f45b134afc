import { SsmkitError } from '../core/errors.ts';
import { quoted } from '../core/parameter/name.ts';
import { type Environment, variable } from './environment.ts';
import { isNamed, type ProfileChoice } from './profile-choice.ts';

export interface RegionChoice {
  readonly region: string;
  /** The flag, variable or file that said so. */
  readonly from: string;
  readonly warnings: readonly string[];
}

export interface RegionSources {
  readonly region?: string | undefined;
  readonly settingsRegion?: string | undefined;
  readonly env: Environment;
  readonly choice: ProfileChoice;
  /** Region of the `[default]` profile. */
  readonly defaultRegion: string | undefined;
  /** Asked last; answers undefined, or rejects, when there is no instance metadata. */
  readonly metadataRegion: () => Promise<string | undefined>;
}

/**
 * The Region, in the order of the specification: --region, AWS_REGION, AWS_DEFAULT_REGION, the profile if
 * it was named, ssmkit.json (its Region, then its profile's), the default profile, instance metadata.
 * @throws SsmkitError `usage` for something that is no Region; `settings` when there is none, with what
 *   instance metadata said as cause if it was asked.
 */
export async function chooseRegion(sources: RegionSources): Promise<RegionChoice> {
  const { env, choice, settingsRegion, defaultRegion } = sources;
  const named = isNamed(choice) ? choice.data.region : undefined;
  const ofSettings = choice.origin === 'settings' ? choice.data.region : undefined;
  const profile = `profile "${choice.name}"`;
  const candidates: readonly (readonly [string | undefined, string])[] = [
    [sources.region, '--region'],
    [variable(env, 'AWS_REGION'), 'AWS_REGION'],
    [variable(env, 'AWS_DEFAULT_REGION'), 'AWS_DEFAULT_REGION'],
    [named, profile],
    [settingsRegion, 'ssmkit.json'],
    [ofSettings, profile],
    [defaultRegion, 'the default profile'],
  ];
  const first = candidates.find(([region]) => region !== undefined);
  if (first?.[0] === undefined) {
    return { region: await fromMetadata(sources), from: 'instance metadata', warnings: [] };
  }
  const [region, source] = first;
  checkRegion(region, source);
  const warnings: string[] = [];
  if (region === named && source === profile && settingsRegion !== undefined && settingsRegion !== region) {
    warnings.push(
      `The profile "${choice.name}" says Region ${region}, ssmkit.json says ${settingsRegion}: using ${region}. Give --region to choose.`,
    );
  }
  if (source === 'the default profile' && choice.origin !== 'default' && choice.name !== 'default') {
    warnings.push(`The profile "${choice.name}" has no Region: using ${region} of the default profile.`);
  }
  return { region, from: source, warnings };
}

/** @throws SsmkitError `usage` naming the source. */
function checkRegion(region: string, source: string): void {
  if (/^[a-z]{2,6}(-[a-z]+)+-\d{1,2}$/.test(region)) return;
  const zone = /^([a-z]{2,6}(?:-[a-z]+)+-\d{1,2})[a-z]$/.exec(region)?.[1];
  throw new SsmkitError('usage', `${quoted(region)} (from ${source}) is not an AWS Region.`, {
    hint:
      zone === undefined
        ? 'A Region is written like us-east-1.'
        : `${region} is an Availability Zone; its Region is ${zone}.`,
  });
}

async function fromMetadata({ metadataRegion }: RegionSources): Promise<string> {
  let cause: unknown;
  try {
    const region = await metadataRegion();
    if (region !== undefined) {
      checkRegion(region, 'instance metadata');
      return region;
    }
  } catch (error) {
    if (error instanceof SsmkitError && error.code === 'usage') throw error;
    cause = error;
  }
  throw new SsmkitError('settings', 'No AWS Region is set.', {
    hint: 'Give --region us-east-1; or set AWS_REGION, "region" in ssmkit.json, or region in the profile. On EC2 it comes from instance metadata.',
    cause,
  });
}
