import { describe, expect, it } from 'vitest';
import { looksSecret } from '../../../../src/core/secret/detect/looks-secret.ts';
import { signWords } from '../../../../src/core/secret/detect/sign.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';

const wordsFor = (name: string, value: string) => {
  const sign = looksSecret(name, new Secret(value));
  return sign && signWords(sign);
};
// Put together here, so that no file holds text in a token's format.
const random = 'x7Kp2Qm9Wd4Rt8Zb3Nf6Yh1Lc5Vg0Js';
const gitHub = `ghp${'_'}${random}0000`;
const pem = (what: string) => `-----BEGIN ${what}-----\nMC4CAQAwBQYDK2VwBCIEIAfake\n-----END ${what}-----`;

describe('looksSecret says what it takes a value for', () => {
  it.each([
    ['CI', gitHub, 'looks like a GitHub token'],
    ['CI', `https://${gitHub}@github.com/shop/app.git`, 'looks like a GitHub token'],
    ['CI', `first,${gitHub}`, 'looks like a GitHub token'],
    ['ID', `AKIA${'IOSFODNN7EXAMPLQ'}`, 'looks like an AWS access key id'],
    ['X', pem(`PRIV${'ATE'} KEY`), 'holds a private key'],
    ['X', `\n  ${pem(`ENCRYPTED PRIV${'ATE'} KEY`)}\n`, 'holds a private key'],
    ['X', 'postgres://a:b@h/d', 'is a URL with a password'],
    ['X', 'http://one/ redis://:pw@two:6379', 'is a URL with a password'],
    ['X', 'postgres://a:<password>@h/d', 'is a URL with a password'],
    ['X', 'AccountName=a;AccountKey=abcdefgh', 'has a password, key or token as one of its settings'],
    ['X', 'db:\n  password: hunter-two\n', 'has a password, key or token as one of its settings'],
    ['X', 'Basic dXNlcjpwYXNzd29yZA==', 'looks like an Authorization header'],
    ['X', '{"a":[{"apiKey":"some-thing-here"}]}', 'is JSON with a secret in it'],
    ['X', `$2y$10$${random}${random}`, 'holds the hash of a password'],
    ['X', `admin:$apr1$abcdefgh$${random}`, 'holds the hash of a password'],
    ['X', `MIIEvQIBADANBgkqhkiG9w0BAQEFAASC${random.repeat(9)}`, 'holds a private key'],
    ['X', `MHcCAQEEI${random.repeat(3)}`, 'holds a private key'],
    ['X', 'Server=db;Pwd=abcd', 'has a password, key or token as one of its settings'],
    ['X', 'https://example.com/?sig=abcdefgh', 'has a password, key or token as one of its settings'],
    ['DB_PASSWORD', 'postgres', 'is named like a secret'],
    [
      'X',
      'machine example.com login bob password hunter-two',
      'has a password, key or token as one of its settings',
    ],
    [
      'X',
      'machine g\nmachine h\n  login a\n  password abcd\n',
      'has a password, key or token as one of its settings',
    ],
    ['X', `SCRAM-SHA-256$4096:${random}==$x:y`, 'holds the hash of a password'],
    ['X', `alice:SCRAM-SHA-1$10000:${random}==$x:y`, 'holds the hash of a password'],
    ['X', '{"auths":{"r.example.com":{"auth":"dXNlcjpwYXNzd29yZA=="}}}', 'is JSON with a secret in it'],
    ['REGISTRY_AUTH', 'bob:hunter-two', 'is named like a secret'],
    ['ERLANG_COOKIE', 'QWERTZUIOPASDFGHJKLY', 'is named like a secret'],
    ['ETSY_KEYSTRING', 'abcdefghij', 'is named like a secret'],
    ['STRIPE_SECRET', `pk${'_live_'}${random}`, 'is named like a secret'],
    ['X', 'aB1cD2eF3.gH4iJ5kL6.mN7oP8qR9', 'looks like a random key or token'],
    ['X', `a.${random}.b.c`, 'looks like a random key or token'],
    ['X', random, 'looks like a random key or token'],
  ])('%s=%j %s', (name, value, words) => {
    expect(wordsFor(name, value)).toBe(words);
  });
});

describe('a key named like a secret', () => {
  it.each([
    ...[
      'PASSWORD',
      'password',
      'PGPASSWORD',
      'dbPassword',
      'DB_PASS',
      'MYSQL_PWD',
      'DB_PASSWORD_PROD',
      'PASSPHRASE',
    ],
    ...['SECRET', 'JWT_SECRET_V2', 'SECRET_KEY_BASE', 'CLIENT_SECRETS', 'TOKEN_SECRET', 'SECRET_KEY', 'SALT'],
    ...[
      'GITHUB_TOKEN',
      'authToken',
      'signingKey',
      'API_KEY',
      'APIKEY',
      'APIKey',
      'PRIVATE_KEY',
      'MASTER_KEY',
      'LICENSE_KEY',
      'DB_ENC_KEY',
    ],
    ...['app/api/password', '/mow/backend/django/stage/SECRET_KEY', 'NEXT_PUBLIC_JWT_SECRET', 'PASSWORD_1'],
  ])('%s', (name) => {
    expect(wordsFor(name, 'changeme')).toBe('is named like a secret');
  });

  it.each([
    ...[
      'KEYBOARD',
      'MONKEY',
      'TOKENIZER',
      'AUTHOR',
      'COMPASS',
      'BYPASS',
      'SECRETARY',
      'PASSENGER',
      'KEY',
      'KEYNOTE',
    ],
    ...[
      'PRIMARY_KEY',
      'PUBLIC_KEY',
      'CACHE_KEY',
      'PASSWORD_HASHER',
      'SECRET_NAME',
      'TOKEN_TYPE',
      'API_KEY_HEADER',
    ],
    ...[
      'PAD_TOKEN',
      'STRIPE_PUBLISHABLE_KEY',
      'VITE_API_KEY',
      'SECRETS_MANAGER',
      'PASSWORD_HASH',
      'passwords/url',
    ],
    ...['', '_', '/', '0'],
  ])('not %j', (name) => {
    expect(wordsFor(name, 'changeme')).toBeUndefined();
  });

  it.each([
    ...[
      '',
      'true',
      'FALSE',
      'disabled',
      '\u0024{DB_PASSWORD}',
      '$DB_PASSWORD',
      '{{resolve:x}}',
      'arn:aws:ssm:eu:1:parameter/x',
    ],
    ...[
      'op://vault/item/field',
      '/run/secrets/db',
      './key.pem',
      'C:\\keys\\db.txt',
      'https://example.com/reset',
    ],
  ])('not when its value is only %j', (value) => {
    expect(wordsFor('DB_PASSWORD', value)).toBeUndefined();
  });

  it('a number is a password, but no token', () => {
    expect(wordsFor('DB_PASSWORD', '123456')).toBe('is named like a secret');
    expect(wordsFor('TOKEN', '3600')).toBeUndefined();
    expect(wordsFor('GOPASS', '3600s')).toBeUndefined();
  });
});

describe('not taken for a secret', () => {
  it.each([
    ['X', pem('PUBLIC KEY')],
    ['X', pem('CERTIFICATE')],
    ['X', 'postgres://user@host/db'],
    ['X', 'postgres://user:@host/db'],
    ['X', 'postgres://user:\u0024{PASSWORD}@host/db'],
    ['X', 'https://example.com/a:b@c'],
    ['X', 'https://example.com/?mail=a:b@c'],
    ['X', `ghp${'_'}${'x'.repeat(36)}`],
    ['X', 'sk-learn-pipeline-with-a-long-name-2'],
    ['X', `ghp${'_'}${'x'.repeat(35)}0`],
    ['X', `MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0B${random.repeat(9)}`],
    ['X', `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKC${random.repeat(9)}`],
    ['X', 'd1A2b3C4e5F6g7H8i9J0k1.cloudfront.net'],
    ['X', 'Server=db;Password=;Encrypt=True'],
    ['X', 'ui=1;password=off;remember=1'],
    ['X', 'https://example.com/reset?token=<token>'],
    ['X', 'https://example.com/reset?token=abc'],
    ['X', 'https://example.com/reset?forgot_password=true'],
    ['X', '123E4567-E89B-42D3-A456-426614174000'],
    ['X', 'Bearer authentication'],
    ['X', 'https://example.com/?grant=password&token={token}'],
    ['STRIPE_KEY', `pk${'_live_'}${random}`],
    ['STRIPE_API_KEY', `pk${'_live_'}${random}`],
    ['MAPBOX_TOKEN', `pk.eyJ1Ijo.${random}`],
    ['X', `AC${'9f03b7d2c6e81a54'.repeat(2)}`],
    ['X', `0x${'9f03B7d2C6'.repeat(4)}`],
    ['TOKEN_ADDRESS', `0x${'9f03b7d2c6'.repeat(4)}`],
    ['X', 'shop-OrdersFunction-1A2B3C4D5E6F'],
    ['BUDGET_SHEET', random],
    ['SPREADSHEET', random],
    ['UPLOAD_FOLDER', random],
    ['X', 'machine learning password policy'],
    ['X', 'machine h login bob password \u0024{PASSWORD}'],
    ['X', 'a machine at work login and password rules'],
    ['X', '{"auth":"c29tZSB3b3Jkcw=="}'],
    ['SESSION_COOKIE', 'JSESSIONID'],
    ['SESSION_COOKIE', '__Host-shop.session.identifier'],
    ['X', 'v1A2.b3C4.d5E6.f7G8.AbstractFactoryBean2X'],
    ['X', 'com.example.a.Abstract1FactoryBeanProviderImplementation'],
    ['IMAGE', `app@sha256:${'0123456789abcdef'.repeat(4)}`],
    ['COMMIT', '0123456789abcdef0123456789abcdef01234567'],
    ['X', '123e4567-e89b-42d3-a456-426614174000'],
    ['CLIENT_ID', random],
    ['X', 'com.example.internal.AbstractSingletonProxyFactoryBean2'],
    ['X', '[1,2,{"a":null}]'],
    ['X', '{"password":{"type":"string"},"token":true}'],
  ])('%s=%j', (name, value) => {
    expect(wordsFor(name, value)).toBeUndefined();
  });
});
