const armour = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/;
const putty = /(?:^|\n)PuTTY-User-Key-File-\d:/;

/** A private key in text (PEM, PGP, OpenSSH, PuTTY) or as base64 of its DER. Certificates and public keys are none. */
export function holdsPrivateKey(text: string): boolean {
  return armour.test(text) || putty.test(text) || isPrivateDer(text);
}

/** PKCS#1, PKCS#8, SEC1 and PKCS#12 are a SEQUENCE that begins with a small version number; X.509 never does. */
function isPrivateDer(text: string): boolean {
  if (text.length < 60 || !/^M[A-Za-z0-9+/\r\n]+={0,2}$/.test(text)) return false;
  const head = atob(text.replace(/\s/g, '').slice(0, 16));
  if (head.charCodeAt(0) !== 0x30) return false;
  const length = head.charCodeAt(1);
  const at = 2 + (length > 0x80 ? length - 0x80 : 0);
  return head.charCodeAt(at) === 2 && head.charCodeAt(at + 1) === 1 && head.charCodeAt(at + 2) <= 3;
}
