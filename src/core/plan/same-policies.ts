import { readJson } from '../read-json.ts';

/**
 * Are two parameter policies, as JSON arrays in text, the same? AWS answers them in its own spelling, and takes
 * no text, `[]` and `[{}]` for none.
 */
export function samePolicies(a: string, b: string): boolean {
  return a === b || JSON.stringify(policiesOf(a)) === JSON.stringify(policiesOf(b));
}

function policiesOf(text: string): unknown {
  const json = readJson(text.trim() === '' ? '[]' : text);
  if (!('value' in json) || !Array.isArray(json.value)) return text;
  return json.value.map(sorted).filter((policy) => JSON.stringify(policy) !== '{}');
}

/** Members in one order, at every level. */
function sorted(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(sorted);
  if (typeof json !== 'object' || json === null) return json;
  const members = Object.entries(json).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(members.map(([name, value]) => [name, sorted(value)]));
}
