import { type TokenFormat, tokenFormats } from './token-formats.ts';

const bodies = {
  alnum: /^[A-Za-z0-9]+$/,
  hex: /^[0-9a-f]+$/i,
  upper: /^[A-Z0-9]+$/,
  url: /^[\w-]+$/,
  dotted: /^[\w.=-]+$/,
};

// Tokens with no beginning of their own: each is matched against one whole piece, from its first character.
const shapes: readonly (readonly [string, RegExp])[] = [
  ['Telegram bot token', /^\d{8,10}:[\w-]{35}$/],
  ['Discord bot token', /^[MNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,45}$/],
  ['Terraform Cloud token', /^[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,90}$/],
  ['Mailchimp key', /^[0-9a-f]{32}-us\d{1,2}$/],
  ['Azure client secret', /^[\w~.-]{3}\dQ~[\w~.-]{31,34}$/],
  ['New Relic licence key', /^[0-9a-f]{32,36}NRAL$/],
  ['Firebase server key', /^AAAA[\w-]{7}:[\w-]{130,160}$/],
  ['Airtable token', /^pat[A-Za-z0-9]{14}\.[0-9a-f]{64}$/],
];
const jwt = /^eyJ[\w-]{8,}\.eyJ?[\w-]{4,}\.[\w-]*$/;
const webhooks: readonly (readonly [string, RegExp])[] = [
  ['Slack webhook', /^https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/\w{5,}\/\w/],
  ['Discord webhook', /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d+\/\w/],
  ['Teams webhook', /^https:\/\/[\w.-]{1,80}\.webhook\.office\.com\/webhookb2\/\w/],
];
// The shortest of them all; shorter pieces of a long value need no look.
const shortest = 16;

/** The kind of token the text holds, by formats that their issuers publish. `isPublic`: its key says that it is meant for everyone. */
export function tokenIn(text: string, isPublic: boolean): string | undefined {
  for (const [of, shape] of webhooks) if (shape.test(text)) return of;
  for (const piece of text.split(/[\s"'`,;&?<>(){}[\]|@/\\$]+/)) {
    if (piece.length < shortest) continue;
    const found = tokenOf(piece, isPublic) ?? afterMark(piece, isPublic);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `user:token`, `token=…` */
function afterMark(piece: string, isPublic: boolean): string | undefined {
  if (!/[:=]./.test(piece)) return undefined;
  for (const part of piece.split(/[:=]+/)) {
    const found = part.length < shortest ? undefined : tokenOf(part, isPublic);
    if (found !== undefined) return found;
  }
  return undefined;
}

function tokenOf(piece: string, isPublic: boolean): string | undefined {
  if (!isPublic && piece.startsWith('eyJ') && jwt.test(piece)) return 'JSON web token';
  // Only a bounded shape can match below, and none is this long.
  for (const [of, shape] of piece.length < 200 ? shapes : []) if (shape.test(piece)) return of;
  for (const format of tokenFormats) {
    if (format.maybePublic && isPublic) continue;
    const start = format.starts.find((beginning) => piece.startsWith(beginning));
    if (start !== undefined && isBody(piece.slice(start.length), format)) return format.of;
  }
  return undefined;
}

/** Enough of the right characters, and not a row of `x` that stands for a token. */
function isBody(rest: string, format: TokenFormat): boolean {
  if (rest.length < format.least || (format.exact && rest.length > format.least)) return false;
  return bodies[format.body].test(rest) && /\d/.test(rest) && new Set(rest.slice(0, 100)).size >= 8;
}
