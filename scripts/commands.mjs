// Writes docs/commands.md and the man page docs/ssmkit.1 from the declarations; a test fails when either is stale.
import { writeFileSync } from 'node:fs';
import { markdownManual } from './manual-markdown.mjs';
import { manualModel } from './manual-model.mjs';
import { roffManual } from './manual-roff.mjs';

/** Both pages by their path. */
export function manualPages() {
  const model = manualModel();
  return { 'docs/commands.md': markdownManual(model), 'docs/ssmkit.1': roffManual(model) };
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, text] of Object.entries(manualPages())) writeFileSync(path, text);
}
