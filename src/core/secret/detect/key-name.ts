import { textInBase64 } from './decode-base64.ts';
import { isPublicName } from './key-words.ts';
import { isPublishable } from './opaque.ts';
import { isFilePath, isQuantity, isReference, isSwitch, isUrl } from './placeholder.ts';

// Said after the noun, these tell which one: DB_PASSWORD_PROD, JWT_SECRET_V2, SECRET_KEY_BASE.
const variants = new Set(
  (
    'prod production stage staging dev development test testing qa uat live sandbox local default ' +
    'old new current previous next primary secondary main backup base fallback fallbacks b64 base64 hex raw json ' +
    'plain value text string hash hashed encrypted enc'
  ).split(' '),
);
const strongNouns = /(?:password|passwd|passphrase|passcode|secret|mnemonic)$/;
const strongWords = new Set(['pwd', 'pass', 'pw', 'pepper', 'salt', 'psk']);
const joinedPass =
  /^(?:db|pg|my|mysql|smtp|mail|user|root|admin|ssh|rpc|ftp|sftp|ldap|redis|http|key|store)+pass$/;
const tokenNoun = /(?:token|apikey|secretkey|privatekey|accesskey|authkey|keystring|jwt|bearer)$/;
const keyQualifiers = new Set(
  (
    'api secret private access enc encryption encrypt decryption decrypt signing sign signature master auth ' +
    'authentication license licence account shared crypt crypto cipher jwt hmac webhook aes rsa deploy ' +
    'subscription ingest ingestion integration role jwk validation'
  ).split(' '),
);
// A language model's tokens and a parser's are no credentials, and the one against forgery goes to every page.
const otherTokens = new Set('pad bos eos unk mask sep cls stop special max min csrf xsrf'.split(' '));
// After PASSWORD_ or SECRET_, these make it a setting about the secret.
const aboutWords = new Set(
  (
    'url uri endpoint host port path file dir directory folder name arn id ttl expiry expires expire expiration ' +
    'seconds minutes hours days ms length len min max limit count size age timeout interval period rounds cost ' +
    'algorithm algo alg type kind mode policy enabled enable disabled required header prefix suffix field param ' +
    'parameter format version issuer audience scope regex pattern rule rules hint label user username login email ' +
    'provider backend driver class store location region bucket table column cookie rotation reset change date ' +
    'strength complexity attempts retries lifetime validity duration window usage encoder hasher hashers ' +
    'validator validators manager service engine strategy method ref reference alias charset template subject ' +
    'history message title placeholder selector key'
  ).split(' '),
);

/** Is the key of these words named for what it keeps secret, and is its value something to be kept so? */
export function isNamedSecret(words: readonly string[], value: string): boolean {
  if (value === '') return false;
  const end = words.findLastIndex((word) => !variants.has(word) && !/^v?\d+$/.test(word));
  const head = words[end] ?? '';
  const before = words[end - 1] ?? '';
  if (isNotOpening(value)) return false;
  // `PASSWORD_HASH=bcrypt` names an algorithm.
  if (end < words.length - 1 && /^hash/.test(words.at(-1) ?? '') && value.length < 20) return false;
  if (isStrong(head)) {
    if (head === 'secret' && before === 'pull') return false;
    return head === 'salt' || head === 'pass' ? !isQuantity(value) : true;
  }
  if (head === 'phrase' && (before === 'seed' || before === 'pass' || before === 'recovery')) return true;
  if (isQuantity(value) || words.includes('kms')) return false;
  if (head === 'credential') return !isPlainWord(value);
  if (head === 'auth' || head === 'userpwd') return isPair(value) || isPair(textInBase64(value) ?? '');
  if (head === 'cookie') return isCookie(value);
  if (head === 'key' && words.slice(0, end).some(isStrong)) return true;
  if (head === 'key' || tokenNoun.test(head)) {
    if (isPublicName(words) || isPublishable(value)) return false;
    if (head === 'key') return keyQualifiers.has(before);
    return !otherTokens.has(before) && value.length >= 6;
  }
  return isNounFirst(words) && !isPlainWord(value) && value.length >= 8;
}

/** `user:password`, as in `_auth` and docker's `auths`. */
function isPair(value: string): boolean {
  return /^[^\s:]+:[^\s:]{4,}$/.test(value);
}

/** What Erlang's nodes know each other by; the name of a cookie is shorter or has other characters. */
function isCookie(value: string): boolean {
  return /^[A-Za-z\d+/]{20,}={0,2}$/.test(value);
}

function isStrong(word: string): boolean {
  return strongNouns.test(word) || strongWords.has(word) || joinedPass.test(word);
}

/** PASSWORD_ADMIN, SECRET_GITHUB: the noun, then whose. */
function isNounFirst(words: readonly string[]): boolean {
  const noun = words.findIndex((word) => strongNouns.test(word));
  return noun >= 0 && !words.slice(noun + 1).some((word) => aboutWords.has(word));
}

function isPlainWord(value: string): boolean {
  return /^[a-z]+(?:[-_. ][a-z]+)*$/i.test(value);
}

/** Values that open nothing, whatever the key is called. */
function isNotOpening(value: string): boolean {
  return isSwitch(value) || isReference(value) || isFilePath(value) || isUrl(value);
}
