import type { Example } from './command.ts';

/** What stands at the end of a command's help; commander ends it with a newline. */
export function examplesText(examples: readonly Example[]): string {
  const texts = examples.map(({ does, line }) => `  # ${does}\n  ${line.replaceAll('\n', '\n  ')}`);
  return `\nExamples:\n${texts.join('\n\n')}`;
}
