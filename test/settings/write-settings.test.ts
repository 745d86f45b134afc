import { describe, expect, it } from 'vitest';
import type { SettingsDraft } from '../../src/core/settings-draft.ts';
import { checkSettingsText } from '../../src/settings/settings-file.ts';
import { writeSettings } from '../../src/settings/write-settings.ts';

const empty: SettingsDraft = {
  project: undefined,
  component: undefined,
  region: undefined,
  tagsDir: undefined,
  pathTemplate: undefined,
  services: [],
  environments: new Map(),
};
const write = (draft: Partial<SettingsDraft>) => writeSettings({ ...empty, ...draft }, 'ssmkit.json');

describe('a settings file that is written', () => {
  it('says what is known and nothing else, in the usual order', () => {
    const text = write({
      environments: new Map([
        ['stage', { protected: false }],
        ['prod', { protected: true, profile: 'p', keyId: 'alias/k', account: '123456789012' }],
      ]),
      services: ['db'],
      pathTemplate: '/{environment}/{service}/{key}',
      tagsDir: 'tags',
      region: 'us-east-1',
      component: 'backend',
      project: 'mow',
    });
    expect(text).toBe(`{
  "$schema": "./node_modules/ssmkit/ssmkit.schema.json",
  "project": "mow",
  "component": "backend",
  "region": "us-east-1",
  "tagsDir": "tags",
  "pathTemplate": "/{environment}/{service}/{key}",
  "services": [
    "db"
  ],
  "environments": {
    "stage": {},
    "prod": {
      "account": "123456789012",
      "keyId": "alias/k",
      "profile": "p",
      "protected": true
    }
  }
}
`);
    expect(checkSettingsText(text, 'x')).toEqual(JSON.parse(text));
    expect(Object.keys(JSON.parse(write({ project: 'mow' })))).toEqual(['$schema', 'project']);
  });

  it.each<[string, Partial<SettingsDraft>, RegExp]>([
    ['a project of two levels', { project: 'a/b' }, /"project" must be one level/],
    ['a service that is none', { services: ['a b'] }, /"services.0" must be one level/],
    ['an account that is none', { environments: new Map([['x', { account: '12' }]]) }, /must be 12 digits/],
    ['an environment that is none', { environments: new Map([['a b', {}]]) }, /must be one level/],
    ['a name of JavaScript', { environments: new Map([['__proto__', {}]]) }, /__proto__/],
    ['a convention that is none', { pathTemplate: '/{key}' }, /has no \{environment\}/],
  ])('cannot say %s', (_what, draft, words) => {
    const findings = (() => {
      try {
        return write(draft);
      } catch (error) {
        return (
          error as { readonly findings: readonly { readonly message: string; readonly line: number }[] }
        ).findings;
      }
    })();
    expect(findings).toContainEqual(
      expect.objectContaining({ file: 'ssmkit.json', line: 0, message: expect.stringMatching(words) }),
    );
  });
});
