// After a `user:` as in htpasswd, or alone as in /etc/shadow and in a framework's user table.
const hashes =
  /(?:^|:)(?:\$2[abxy]\$\d\d\$[./A-Za-z0-9]{40}|\$argon2(?:id|i|d)\$[^\s]{20}|\$(?:apr1|1|5|6|7|y|gy|scrypt|pbkdf2(?:-sha\d{3})?)\$[^\s]{12}|pbkdf2_sha\d{3}\$\d+\$|(?:pbkdf2|scrypt):[\w:]{1,30}\$[^\s]{12}|SCRAM-SHA-\d{1,3}\$\d{1,9}:[A-Za-z0-9+/]{12}|\{S?SHA(?:256|512)?\}[A-Za-z0-9+/]{20})/;

/** The hash of a password: whoever reads it can try passwords against it. */
export function holdsPasswordHash(text: string): boolean {
  return hashes.test(text.length > maxLine ? text.slice(0, maxLine) : text);
}

// A hash is one line of a user table; longer texts are told by their other signs.
const maxLine = 4096;
