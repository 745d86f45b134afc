// Writes the API reference in docs/library.md from the docstrings of the declarations; a test fails when it is stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { declarations } from './library.mjs';

const page = 'docs/library.md';
const start = '<!-- API reference: npm run api-reference -->\n';

/** The page with its reference made anew from these declarations. */
export function withReference(text, types) {
  const at = text.indexOf(start);
  if (at === -1) throw new Error(`${page} has no place for the reference.`);
  return `${text.slice(0, at + start.length)}\n${reference(types)}`;
}

function reference(types) {
  const parts = new Map();
  for (const { name, words, code } of statements(types)) {
    const known = parts.get(name);
    if (known) known.code.push(code);
    else parts.set(name, { words, code: [code] });
  }
  return [...parts]
    .map(([name, { words, code }]) => {
      if (words === undefined) throw new Error(`${name} has no docstring.`);
      return `### \`${name}\`\n\n${words}\n\n\`\`\`typescript\n${code.join('\n')}\n\`\`\`\n`;
    })
    .join('\n');
}

/** Top-level statements with the docstring above each; what is indented belongs to the one before. */
function statements(types) {
  const pieces = types.split(/^(?=\/\*\*|export )/m);
  return pieces.flatMap((piece, index) => {
    const name = piece.match(/^export (?:declare )?\w+ (\w+)/)?.[1];
    if (name === undefined) return [];
    const above = pieces[index - 1];
    return [
      {
        name,
        words: above?.startsWith('/**') ? wordsOf(above) : undefined,
        code: piece.replace(/^export (?:declare )?/, '').trim(),
      },
    ];
  });
}

/** A docstring without its stars; what it throws is a paragraph of its own. */
function wordsOf(comment) {
  return comment
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*(?:\/\*\*|\*\/|\*)? ?/, '')
        .replace(/ ?\*\/$/, '')
        .trimEnd(),
    )
    .join('\n')
    .trim()
    .replace(/\s*@throws /, '\n\nThrows: ');
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(page, withReference(readFileSync(page, 'utf8'), declarations()));
}
