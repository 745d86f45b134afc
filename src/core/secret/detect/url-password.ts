import { isReference } from './placeholder.ts';

const authority = /:\/\/([^\s/?#"'<>]*(?:<[\w -]{1,40}>[^\s/?#"'<>]*)?)/g;
// What is written like a URL but is none: a Go driver's DSN, Oracle's `user/password@`.
const others = [/^[^\s:/@]+:([^@\s]+)@(?:tcp|unix)\(/, /^jdbc:oracle:\w+:[^\s/@]+\/([^\s@]+)@/];

/** `scheme://user:password@host`, anywhere in the text; a password that is a `${reference}` does not count. */
export function holdsUrlPassword(text: string): boolean {
  // Asked for every text in a JSON list: most have no colon, and none of the shapes does without.
  if (!text.includes(':')) return false;
  for (const [, whole = ''] of text.matchAll(authority)) {
    const user = whole.slice(0, Math.max(0, whole.lastIndexOf('@')));
    const colon = user.indexOf(':');
    const password = user.slice(colon + 1);
    if (colon >= 0 && password !== '' && !isReference(password)) return true;
  }
  return others.some((shape) => {
    const password = shape.exec(text)?.[1];
    return password !== undefined && !isReference(password);
  });
}
