import { describe, expect, it } from 'vitest';
import { envNameOf, isEnvName } from '../../../src/core/parameter/env-name.ts';
import { isLoaderName, loaderNameReason } from '../../../src/core/parameter/loader-names.ts';
import { type NamedKey, nameKeys, prefixedEnvName } from '../../../src/render/dialect/env-name.ts';

const options = { prefix: false, allow: new Set<string>() };

function key(text: string, service = 'django'): NamedKey {
  return { service, key: text, parameter: `/mow/${service}/${text}` };
}

it.each([
  ['POSTGRES_DB', 'POSTGRES_DB'],
  ['postgres_db', 'postgres_db'],
  ['_x1', '_x1'],
  ['database/connection_string', 'DATABASE_CONNECTION_STRING'],
  ['feature.flag-a', 'FEATURE_FLAG_A'],
  ['a/b.c-d', 'A_B_C_D'],
])('%s becomes %s', (from, to) => {
  expect(envNameOf(from)).toBe(to);
  expect(nameKeys([key(from)], options)).toEqual([{ from: key(from), name: to }]);
});

it('puts the service before the name', () => {
  expect(prefixedEnvName('postgres', 'USER')).toBe('POSTGRES_USER');
  expect(prefixedEnvName('order-api', 'db/host')).toBe('ORDER_API_DB_HOST');
  expect(prefixedEnvName('api', 'host')).toBe('API_host');
  expect(prefixedEnvName(undefined, 'host')).toBe('host');
  expect(nameKeys([key('2FA')], { ...options, prefix: true })).toMatchObject([{ name: 'DJANGO_2FA' }]);
});

it.each(['2fa', '2/fa', '', 'a b', 'a;id', '$(id)', 'ä', 'a\n', 'a=b', '`id`'])(
  '%j becomes no name',
  (from) => {
    expect(isEnvName(envNameOf(from))).toBe(false);
    expect(nameKeys([key(from)], options)).toMatchObject([
      { reason: expect.stringContaining('cannot become') },
    ]);
  },
);

it('refuses both of two keys that become one name in a service, and only there', () => {
  const keys = [key('a.b'), key('a-b'), key('A_B', 'other'), key('c')];
  const named = nameKeys(keys, options);
  expect(named.map((naming) => 'name' in naming)).toEqual([false, false, true, true]);
  expect(named[0]).toMatchObject({ reason: expect.stringContaining('/mow/django/a-b') });
});

it('refuses names that steer a loader, unless they are allowed', () => {
  expect(nameKeys([key('PATH')], options)).toMatchObject([
    { hint: expect.stringContaining('--allow-name PATH') },
  ]);
  expect(nameKeys([key('ld/preload')], options)).toMatchObject([
    { reason: expect.stringContaining('LD_PRELOAD') },
  ]);
  expect(nameKeys([key('options', 'node')], { ...options, prefix: true })).toMatchObject([
    { name: 'NODE_options' },
  ]);
  expect(nameKeys([key('OPTIONS', 'node')], { ...options, prefix: true })).toMatchObject([
    { hint: expect.stringContaining('--allow-name NODE_OPTIONS') },
  ]);
  expect(nameKeys([key('PATH')], { ...options, allow: new Set(['PATH']) })).toMatchObject([{ name: 'PATH' }]);
});

describe('loader names', () => {
  const steering = `PATH LD_PRELOAD LD_LIBRARY_PATH DYLD_INSERT_LIBRARIES BASH_ENV NODE_OPTIONS NODE_PATH PYTHONPATH
    PYTHONSTARTUP PYTHONHOME PYTHONINSPECT PERL5LIB PERL5OPT PERLLIB RUBYOPT RUBYLIB GIT_SSH_COMMAND GIT_CONFIG_COUNT
    GIT_EXTERNAL_DIFF IFS PS4 PROMPT_COMMAND SHELLOPTS BASHOPTS BASH_FUNC_ls JAVA_TOOL_OPTIONS _JAVA_OPTIONS
    JDK_JAVA_OPTIONS GCONV_PATH LOCPATH HOSTALIASES UID EUID PPID _ RANDOM SECONDS LINENO OPTIND`;
  const plain = `DATABASE_URL SECRET_KEY NODE_ENV USER HOST PORT DEBUG GIT_COMMIT GIT_SHA JAVA_OPTS TMPDIR TZ LANG
    PYTHONUNBUFFERED POSTGRES_PATH MY_PATH PATHS LDAP_URL ENVIRONMENT APP_ENV ENV HTTP_PROXY AWS_REGION env NAME _X`;

  it.each(steering.split(/\s+/))('%s steers', (name) => {
    expect(isLoaderName(name)).toBe(true);
    expect(loaderNameReason(name)).toMatch(/^(?:says|steers|is|names|makes) /);
  });

  it.each(plain.split(/\s+/))('%s is data', (name) => {
    expect(isLoaderName(name)).toBe(false);
  });
});
