/** Every text in a JSON value with the name it goes by; undefined when the text is no JSON object or array. */
export function jsonMembers(text: string): readonly (readonly [string, string])[] | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return undefined;
  }
  const members: (readonly [string, string])[] = [];
  // A stack of our own: nesting must not decide whether this returns.
  const open: (readonly [string, unknown])[] = [['', root]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [name, value] = next;
    if (typeof value === 'string') members.push([name, value]);
    else if (Array.isArray(value)) for (const item of value) open.push([name, item]);
    else if (typeof value === 'object' && value !== null)
      for (const entry of Object.entries(value)) open.push(entry);
  }
  return members;
}
