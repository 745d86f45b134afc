import { runAfterMark } from './marked-run.ts';

// Keys and tokens that their issuers make for the public: Stripe's, Razorpay's, PostHog's, Supabase's, Mapbox's.
const publishable = /^(?:pk_live|pk_test|rzp_live|rzp_test|phc|sb_publishable)_|^pk\.ey|^NRJS-/;
// Identifiers that look random and open nothing: Stripe's objects, digests, public SSH keys, pictures, AWS's
// resources, Twilio's SIDs, Ethereum addresses.
const notSecret =
  /^(?:price|prod|plan|cus|sub|acct|evt|pi|si|in)_|^(?:sha\d{1,3}|md5)[-:=]|^AAAA[BCE]3NzaC1|^data:|^(?:ami|vpc|subnet|sg|i|vol|eni|snap|rtb|igw|nat|eipalloc|acl|tgw|lt|fs)-[0-9a-f]+$|^[A-Z]{2}[0-9a-f]{32}$|^0x[0-9a-fA-F]{40}$/;
// What CloudFormation calls a resource it made: `stack-LogicalId-1A2B3C4D5E6F`.
const physicalId = /^[A-Za-z][A-Za-z\d]*(?:-[A-Za-z][A-Za-z\d]*)+-[A-Z\d]{12,13}$/;
const certificate = /^MII[A-Za-z0-9+/\r\n]+={0,2}$/;

/** Is the value made to be given to everyone, by what it begins with? */
export function isPublishable(text: string): boolean {
  return publishable.test(text);
}

/** Does one unbroken value look drawn at random? `named`: its key is called a key, so less is asked of it. */
export function looksRandom(text: string, named: boolean): boolean {
  if (text.length < (named ? 16 : 20) || opensNothing(text)) return false;
  const body = text.replace(/^base64:/, '').replace(/={1,2}$/, '');
  const run = runAfterMark(text);
  if (run !== undefined && run.length >= 30 && isRandomRun(run, named)) return true;
  if (/^[\w+/~.-]+$/.test(body)) return isRandomRun(body, named);
  // Symbols as password generators and Django use them; what other grammars need (quotes, blanks, braces) is not here.
  if (!/^[\w!@#$%^&*()+=.:~-]+$/.test(body) || body.includes('://')) return false;
  return changes(body) / body.length > 0.55 && distinct(body) >= 14 && /[a-z]/.test(body) && /\d/.test(body);
}

function opensNothing(text: string): boolean {
  return isPublishable(text) || notSecret.test(text) || certificate.test(text) || physicalId.test(text);
}

function isRandomRun(body: string, named: boolean): boolean {
  if (!/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(body)) return isRandomMix(body, named);
  return body.length >= 32 && distinct(body) >= 9 && /\d/.test(body) && /[a-f]/i.test(body);
}

/**
 * Base64, base62 and base36. Words, paths and camel case keep to one kind of character for long; random text
 * changes between upper case, lower case and digits at every second place.
 */
function isRandomMix(body: string, named: boolean): boolean {
  const rate = changes(body) / body.length;
  const rich = distinct(body) >= Math.min(14, body.length * 0.55);
  if (!rich || !/\d/.test(body)) return false;
  if (/[a-z]/.test(body) && /[A-Z]/.test(body)) return rate > (named ? 0.35 : 0.42) && !isDotted(body);
  return (
    body.length >= (named ? 20 : 30) &&
    rate > 0.25 &&
    !/[.\-_/]/.test(body) &&
    (body.match(/\d/g)?.length ?? 0) >= 4
  );
}

/** Host names, versions, class names; no part of theirs is long and mixed, as a token's may be. */
function isDotted(body: string): boolean {
  if (/\.[a-z]{2,6}$/.test(body) || /^\d+\.\d+\./.test(body)) return true;
  const parts = body.split('.');
  return parts.length > 3 && !parts.some(isMixedPart);
}

function isMixedPart(part: string): boolean {
  return part.length >= 20 && /\d/.test(part) && /[A-Z]/.test(part) && changes(part) / part.length > 0.42;
}

function changes(text: string): number {
  let count = 0;
  for (let at = 1; at < text.length; at += 1)
    if (kindOf(text.charCodeAt(at)) !== kindOf(text.charCodeAt(at - 1))) count += 1;
  return count;
}

function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return 0;
  if (code >= 65 && code <= 90) return 1;
  return code >= 48 && code <= 57 ? 2 : 3;
}

function distinct(text: string): number {
  return new Set(text.slice(0, 400)).size;
}
