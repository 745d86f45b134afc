import { isQuantity, isReference, isSwitch } from './placeholder.ts';

// Connection strings, JDBC and libpq settings, query strings, .npmrc, Java properties, JAAS lines.
const assigned =
  /(?:password|passwd|passphrase|pwd|accountkey|sharedaccesskey|sharedaccesssignature|client[-_]?secret|secret[-_]?key|secret|access[-_]?token|auth[-_]?token|api[-_]?key|[?&;](?:token|sig|signature|auth|key|code))\s{0,3}=\s{0,3}["']?([^\s;&,"']+)/gi;
// In a settings file kept whole in one value: `password: hunter2` on a line of its own.
const lines =
  /^[\t ]{0,40}[\w.-]{0,40}(?:password|passwd|passphrase|secret|api[-_]?key|token):[\t ]{1,8}["']?([^\s"']+)["']?[\t ]*$/gim;

const netrc =
  /^[\t ]{0,40}machine\s{1,4}\S{1,253}\s{1,4}(?:(?:login|account)\s{1,4}\S{1,200}\s{1,4}){1,2}password\s{1,4}(\S+)/gm;

/** `password=…`, `AccountKey=…`, `?sig=…`: or a line of netrc: a credential among other settings. */
export function holdsAssignment(text: string): boolean {
  for (const [, value = ''] of text.matchAll(assigned)) if (isCredential(value)) return true;
  for (const [, value = ''] of text.matchAll(netrc)) if (isCredential(value)) return true;
  if (!text.includes('\n')) return false;
  for (const [, value = ''] of text.matchAll(lines)) if (isCredential(value)) return true;
  return false;
}

function isCredential(value: string): boolean {
  if (value.length < 4 || isSwitch(value) || isReference(value) || isQuantity(value)) return false;
  return !/^[<{$%:[|*]/.test(value);
}

const header =
  /^(?:(?:proxy-)?authorization:\s{0,3})?(?:basic|bearer|token|apikey)\s{1,3}["']?([^\s"']{8,})["']?$/i;

/** The value of an Authorization header. */
export function isAuthorization(text: string): boolean {
  const credential = header.exec(text)?.[1];
  return credential !== undefined && isCredential(credential) && /[\d=+/]|[a-z][A-Z]/.test(credential);
}
