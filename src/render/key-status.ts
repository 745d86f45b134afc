import {
  detailOf,
  findingsOf,
  type KeyUsage,
  nameOf,
  parametersOf,
  rotationWords,
  type UsedKey,
} from '../core/key/key-usage.ts';
import type { Identity } from '../core/ports.ts';
import { printable } from '../core/printable.ts';
import type { Style } from '../core/style.ts';
import { renderMarkdownTable, renderTable } from './table.ts';

/** What cannot be read; what there is none of. */
const unknown = 'unknown';
const none = '-';

/** The keys that parameters are under, and what is wrong with them. */
export function renderKeyStatus(
  usage: KeyUsage,
  identity: Identity,
  output: 'text' | 'json' | 'markdown',
  style: Style,
): string {
  const { account } = identity;
  if (output === 'json') return statusJson(usage, identity);
  const header = ['KEY', 'USED BY', 'STATE', 'ROTATION', 'MANAGER'];
  const cells = (used: UsedKey) => [
    nameOf(used),
    String(parametersOf(used)),
    stateWords(used),
    rotationWords(used) ?? (used.key === 'missing' ? none : unknown),
    managerWords(used) ?? (used.key === 'missing' ? none : unknown),
  ];
  if (output === 'markdown') {
    const rows = usage.keys.map((used) => [
      ...cells(used),
      detailOf(used)?.keyId ?? '',
      (used.aliases ?? []).join('\n'),
      findingsOf(used, account)
        .map(({ reason, hint }) => `${reason}. ${hint}`)
        .join('\n'),
    ]);
    const table = renderMarkdownTable([...header, 'KEY ID', 'ALIASES', 'TO DO'], rows);
    return printable(`${table}${usage.notes.map((note) => `\n- ${note}\n`).join('')}`);
  }
  if (usage.keys.length === 0) return 'No SecureString is here, and no key is named for one.\n';
  const more = usage.keys.flatMap((used) => detailLines(used, account, style));
  const notes = usage.notes.map((note) => style.yellow(`note: ${note}`));
  const below = [...more, ...notes].map((line) => `${printable(line)}\n`).join('');
  const table = renderTable(
    header,
    usage.keys.map(cells).map((row) => row.map(printable)),
    style,
  );
  return below === '' ? table : `${table}\n${below}`;
}

/** Below the table: other names of a key, and what is wrong with it. A key that is well and has one name has none. */
function detailLines(used: UsedKey, account: string | undefined, style: Style): readonly string[] {
  const name = nameOf(used);
  const names = [...(used.aliases ?? []), ...used.givenAs.map(({ keyId }) => keyId)];
  const others = [...new Set(names)].filter((other) => other !== name);
  const findings = findingsOf(used, account);
  if (others.length === 0 && findings.length === 0) return [];
  return [
    style.bold(name),
    ...(others.length > 0 ? [`  also ${others.join(', ')}`] : []),
    ...findings.flatMap(({ reason, hint }) => [`  ${style.red('!')} ${reason}`, `    ${style.dim(hint)}`]),
  ];
}

function stateWords({ key }: UsedKey): string {
  if (key === 'managed') return none;
  return typeof key === 'string' ? key : key.state;
}

function managerWords({ key }: UsedKey): 'AWS' | 'customer' | undefined {
  if (key === 'managed') return 'AWS';
  if (typeof key === 'string') return undefined;
  return key.manager === 'AWS' ? 'AWS' : 'customer';
}

function statusJson(usage: KeyUsage, identity: Identity): string {
  const document = {
    command: 'kms status',
    account: identity.account ?? null,
    region: identity.region,
    profile: identity.profile ?? null,
    endpoint: identity.endpoint ?? null,
    keys: usage.keys.map((used) => {
      const detail = detailOf(used);
      return {
        name: nameOf(used),
        keyId: detail?.keyId ?? null,
        arn: detail?.arn ?? null,
        state: used.key === 'managed' ? null : stateWords(used),
        deletionDate: detail?.deletionDate?.toISOString() ?? null,
        manager: managerWords(used) ?? null,
        rotation: rotationWords(used) ?? null,
        rotationDays: used.rotation?.days ?? null,
        aliases: used.aliases ?? null,
        givenAs: used.givenAs,
        parameters: parametersOf(used),
        problems: findingsOf(used, identity.account),
      };
    }),
    notes: usage.notes,
  };
  return `${printable(JSON.stringify(document, null, 2))}\n`;
}
