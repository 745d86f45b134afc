import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectFrom, createHome, type Home, type Machine } from './stub/machine.ts';

let home: Home;
beforeAll(async () => {
  home = await createHome();
});
afterAll(() => home.remove());

const config = `
[default]
region = eu-north-1
[profile ireland]
region = eu-west-1
[profile nowhere]
output = json
`;
const env = (more: Readonly<Record<string, string>>) => ({ env: more });

async function regionOf(machine: Machine) {
  const connection = await connectFrom(home, { config, ...machine });
  connection.destroy();
  return connection;
}

describe('the Region comes from', () => {
  const all = { AWS_REGION: 'us-west-1', AWS_DEFAULT_REGION: 'us-west-2', AWS_PROFILE: 'ireland' };
  test.each<[string, Machine, string]>([
    [
      '--region',
      { ...env(all), options: { region: 'us-east-2', settingsRegion: 'ca-central-1' } },
      'us-east-2',
    ],
    ['AWS_REGION', { ...env(all), options: { settingsRegion: 'ca-central-1' } }, 'us-west-1'],
    [
      'AWS_DEFAULT_REGION',
      { ...env({ ...all, AWS_REGION: '' }), options: { settingsRegion: 'ca-central-1' } },
      'us-west-2',
    ],
    [
      'AWS_PROFILE',
      { ...env({ AWS_PROFILE: 'ireland' }), options: { settingsRegion: 'ca-central-1' } },
      'eu-west-1',
    ],
    ['--profile', { options: { profile: 'ireland', settingsRegion: 'ca-central-1' } }, 'eu-west-1'],
    [
      'the settings, for a profile without one',
      { options: { profile: 'nowhere', settingsRegion: 'ca-central-1' } },
      'ca-central-1',
    ],
    [
      'the settings before the default profile',
      { options: { settingsRegion: 'ca-central-1' } },
      'ca-central-1',
    ],
    [
      'the settings before their own profile',
      { options: { settingsRegion: 'ca-central-1', settingsProfile: 'ireland' } },
      'ca-central-1',
    ],
    ['the profile of the settings', { options: { settingsProfile: 'ireland' } }, 'eu-west-1'],
    ['the default profile', {}, 'eu-north-1'],
    [
      'AWS_PROFILE also with environment keys',
      env({ AWS_PROFILE: 'ireland', AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 's' }),
      'eu-west-1',
    ],
    [
      'the default profile when the settings’ is passed over',
      { ...env({ AWS_ACCESS_KEY_ID: 'A' }), options: { settingsProfile: 'ireland' } },
      'eu-north-1',
    ],
    ['a government Region', { options: { region: 'us-gov-west-1' } }, 'us-gov-west-1'],
    ['an isolated Region', { options: { region: 'us-isob-east-1' } }, 'us-isob-east-1'],
    ['the European cloud', { options: { region: 'eusc-de-east-1' } }, 'eusc-de-east-1'],
  ])('%s', async (_what, machine, expected) => {
    expect((await regionOf(machine)).region).toBe(expected);
  });
});

describe('warnings', () => {
  test.each<[string, Machine, RegExp[]]>([
    [
      'a named profile against the settings',
      { options: { profile: 'ireland', settingsRegion: 'us-east-1' } },
      [/"ireland" says Region eu-west-1, ssmkit.json says us-east-1: using eu-west-1/],
    ],
    [
      'AWS_PROFILE against the settings',
      { ...env({ AWS_PROFILE: 'ireland' }), options: { settingsRegion: 'us-east-1' } },
      [/eu-west-1.*us-east-1/],
    ],
    ['the same in both', { options: { profile: 'ireland', settingsRegion: 'eu-west-1' } }, []],
    [
      '--region has decided',
      { options: { profile: 'ireland', settingsRegion: 'us-east-1', region: 'us-east-1' } },
      [],
    ],
    [
      'the settings’ own profile',
      { options: { settingsProfile: 'ireland', settingsRegion: 'us-east-1' } },
      [],
    ],
    [
      'the default profile steps in',
      { options: { profile: 'nowhere' } },
      [/"nowhere" has no Region: using eu-north-1 of the default profile/],
    ],
    ['nothing odd', {}, []],
  ])('%s', async (_what, machine, expected) => {
    const { warnings } = await regionOf(machine);
    expect(warnings).toHaveLength(expected.length);
    expected.forEach((text, index) => void expect(warnings[index]).toMatch(text));
  });
});

describe('what is no Region is refused', () => {
  test.each<[Machine, RegExp, RegExp]>([
    [
      { options: { region: 'us-east-1a' } },
      /"us-east-1a" \(from --region\) is not an AWS Region/,
      /Availability Zone; its Region is us-east-1\./,
    ],
    [{ options: { region: 'US-EAST-1' } }, /from --region/, /like us-east-1/],
    [{ options: { region: '' } }, /"" \(from --region\)/, /like/],
    [env({ AWS_REGION: 'evil.example.com/' }), /from AWS_REGION/, /like/],
    [env({ AWS_DEFAULT_REGION: 'virginia' }), /from AWS_DEFAULT_REGION/, /like/],
    [{ options: { settingsRegion: 'us_east_1' } }, /from ssmkit.json/, /like/],
    [{ config: '[profile p]\nregion = x', options: { profile: 'p' } }, /from profile "p"/, /like/],
  ])('%o', async (machine, message, hint) => {
    await expect(regionOf(machine)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  test('no Region at all lists the ways', async () => {
    await expect(regionOf({ config: '' })).rejects.toMatchObject({
      code: 'settings',
      message: 'No AWS Region is set.',
      hint: expect.stringMatching(/--region.*AWS_REGION.*ssmkit.json.*profile.*metadata/),
    });
  });
});
