/** A key's words, lower case, `dbPassword` and `DB_PASSWORD` alike; a plural is its singular. */
export function keyWords(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '')
    .map((word) => (/(?:token|key|secret|password|credential)s$/.test(word) ? word.slice(0, -1) : word));
}

const publicWords = new Set(['public', 'publishable', 'pub', 'anon', 'anonymous', 'site', 'sitekey']);
// Build tools put variables with these beginnings into what every visitor downloads.
const publicBeginnings = /^(?:vite|react app|gatsby|expo public|storybook|vue app|ng app) /;

/** Is what the key holds given to everyone by design: a publishable key, a variable of a web page's bundle? */
export function isPublicName(words: readonly string[]): boolean {
  return words.some((word) => publicWords.has(word)) || publicBeginnings.test(`${words.join(' ')} `);
}

const identityWords = new Set(
  (
    'id ids uuid guid arn sha sha1 sha256 sha512 md5 commit revision rev ref version build digest checksum ' +
    'hash etag fingerprint thumbprint integrity image tag release cert certificate crt ca zone account price ' +
    'product plan spreadsheet sheet folder bucket domain host hostname nonce sri csp'
  ).split(' '),
);

/** Does the key hold something that identifies rather than opens? Such values look random and are not secret. */
export function isIdentityName(words: readonly string[]): boolean {
  return words.some((word) => identityWords.has(word));
}
