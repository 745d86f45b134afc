import { readJson } from '../read-json.ts';

/** One statement of a key policy; only what ssmkit looks at is typed. */
export type Statement = Readonly<Record<string, unknown>>;

/** A key policy; all that ssmkit does not know of is kept as it is. */
export interface PolicyDocument {
  readonly rest: Readonly<Record<string, unknown>>;
  readonly statements: readonly Statement[];
}

export function parsePolicy(text: string): PolicyDocument | undefined {
  const json = readJson(text);
  const document = 'value' in json ? recordOf(json.value) : undefined;
  if (document === undefined) return undefined;
  const { Statement: listed, ...rest } = document;
  const statements = (Array.isArray(listed) ? listed : [listed]).map(recordOf);
  const known = statements.filter((statement) => statement !== undefined);
  return known.length === statements.length ? { rest, statements: known } : undefined;
}

export function policyText({ rest, statements }: PolicyDocument): string {
  return JSON.stringify({ ...rest, Statement: statements });
}

/** Does a statement say the same? AWS sorts lists, and writes a list of one as its only text. */
export function sameStatement(a: Statement, b: Statement): boolean {
  return JSON.stringify(tidy(a)) === JSON.stringify(tidy(b));
}

/** For people: members in a fixed order, lists sorted, as AWS would answer it. */
export function statementLines(statement: Statement): readonly string[] {
  const order = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'];
  const entries = Object.entries(recordOf(tidy(statement)) ?? {});
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const sorted = entries.toSorted(([a], [b]) => place(a) - place(b));
  return JSON.stringify(Object.fromEntries(sorted), null, 2).split('\n');
}

/** The texts of a member that is one text or a list of them. */
export function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value));
}

function tidy(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(tidy).toSorted((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
    return items.length === 1 ? items[0] : items;
  }
  const record = recordOf(value);
  if (record === undefined) return value;
  const sorted = Object.entries(record).toSorted(([a], [b]) => compare(a, b));
  return Object.fromEntries(sorted.map(([name, member]) => [name, tidy(member)]));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
