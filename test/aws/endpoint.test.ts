import { describe, expect, test } from 'vitest';
import { chooseEndpoints } from '../../src/aws/endpoint.ts';
import { noProfileFiles, type ProfileFiles } from '../../src/aws/profile-files.ts';

const files: ProfileFiles = {
  ...noProfileFiles,
  section: (_kind, name) => (name === 'dev' ? { 'ssm.endpoint_url': 'http://services-ssm' } : undefined),
};
const profile = { endpoint_url: 'http://profile', services: 'dev' };
const choose = (flag: string | undefined, env: Record<string, string>, data = {}) => {
  const { ssm, kms, sts } = chooseEndpoints(flag, env, data, files);
  return { ssm, kms, sts };
};
const env = { AWS_ENDPOINT_URL: 'http://all', AWS_ENDPOINT_URL_KMS: 'http://kms' };

describe('endpoints', () => {
  test.each<[string, Parameters<typeof choose>, (string | undefined)[]]>([
    ['none', [undefined, {}], [undefined, undefined, undefined]],
    [
      '--endpoint-url covers all three',
      ['http://flag', env, profile],
      ['http://flag', 'http://flag', 'http://flag'],
    ],
    [
      'a service’s variable beats the common one',
      [undefined, env],
      ['http://all', 'http://kms', 'http://all'],
    ],
    ['variables beat the profile', [undefined, env, profile], ['http://all', 'http://kms', 'http://all']],
    [
      'a services section beats endpoint_url',
      [undefined, {}, profile],
      ['http://services-ssm', 'http://profile', 'http://profile'],
    ],
    [
      'ignored by variable',
      [undefined, { ...env, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'TRUE' }, profile],
      [undefined, undefined, undefined],
    ],
    [
      'ignored by profile',
      [undefined, env, { ...profile, ignore_configured_endpoint_urls: 'true' }],
      [undefined, undefined, undefined],
    ],
    [
      'the variable decides over the profile',
      [
        undefined,
        { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
        { ...profile, ignore_configured_endpoint_urls: 'true' },
      ],
      ['http://services-ssm', 'http://profile', 'http://profile'],
    ],
    [
      'the flag is never ignored',
      ['http://flag', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }],
      ['http://flag', 'http://flag', 'http://flag'],
    ],
    [
      'only sts',
      [undefined, { AWS_ENDPOINT_URL_STS: 'https://sts:1/' }],
      [undefined, undefined, 'https://sts:1/'],
    ],
    [
      'a services section that is not there',
      [undefined, {}, { services: 'gone' }],
      [undefined, undefined, undefined],
    ],
  ])('%s', (_what, args, [ssm, kms, sts]) => {
    expect(choose(...args)).toEqual({ ssm, kms, sts });
  });

  test.each([
    ['localhost:4566', /not an http or https URL: "localhost:4566"/],
    ['ftp://x', /not an http/],
    ['http:/x', /not an http/],
    ['', /not an http/],
    ['http://user:hunter2@x', /user name or password/],
    ['user:hunter2@x:80', /not an http/],
    ['http://x/?a=b', /query/],
  ])('%s is refused', (url, message) => {
    const attempt = () => choose(url, {});
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(message) }),
    );
    expect(attempt).not.toThrow(/hunter2/);
  });
});
