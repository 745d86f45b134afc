import { description, environment, files, summary } from './manual-data.mjs';

/** docs/ssmkit.1, in the man macros of groff and mandoc; ASCII alone, so that no locale matters. */
export function roffManual({ commands, shared, exitCodes }) {
  return `${[
    '.\\" Made of the declarations in src/commands and src/cli: npm run commands',
    '.TH SSMKIT 1 "" ssmkit "User Commands"',
    // Lines are not stretched.
    '.ad l',
    '.SH NAME',
    `ssmkit \\- ${escaped(summary)}`,
    '.SH SYNOPSIS',
    '.B ssmkit',
    '.I command',
    '.RI [ options ]',
    '.SH DESCRIPTION',
    paragraphs(description),
    '.SH COMMANDS',
    ...commands.map(commandPart),
    ...[...shared].map(sharedPart),
    '.SH EXIT STATUS',
    ...exitCodes.map(([code, text]) => tagged(bold(code), text)),
    '.SH ENVIRONMENT',
    ...environment.map(([names, text]) => tagged(names.split(', ').map(bold).join(', '), text)),
    '.SH FILES',
    ...files.map(([names, text]) => tagged(names.split(', ').map(italic).join(', '), text)),
    '.SH SEE ALSO',
    '.BR aws (1)',
  ].join('\n')}\n`;
}

function commandPart({ name, summary: does, about, usage, options, shared, examples, ...command }) {
  const words = [`${does.charAt(0).toUpperCase()}${does.slice(1)}.`, about].filter(
    (text) => text !== undefined,
  );
  return [
    `.SS ${escaped(name)}`,
    bold(usage),
    '.PP',
    escaped(words.join(' ')),
    ...[...command.arguments, ...options].map(({ flags, text }) => tagged(flagged(flags), text)),
    ...shared.filter(({ group }) => group !== 'Global options:').map(sharedLine),
    ...(examples.length > 0 ? [examplesPart(examples)] : []),
  ].join('\n');
}

const sharedLine = ({ group, flags }) =>
  `.PP\n${escaped(group)} ${flags.map((option) => bold(option.flags.replace(/ .*/, ''))).join(', ')}.`;

const examplesPart = (examples) =>
  `.PP\nExamples:\n.PP\n.EX\n${examples.map(({ does, line }) => escaped(`# ${does}\n${line}`)).join('\n')}\n.EE`;

function sharedPart([group, options]) {
  const title = group.replace(/:$/, '').toUpperCase();
  return [`.SH ${title}`, ...options.map(({ flags, text }) => tagged(flagged(flags), text))].join('\n');
}

const tagged = (term, text) => `.TP\n${term}\n${escaped(sentence(text))}`;
const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.…]$/.test(text) ? '' : '.'}`;
const paragraphs = (texts) => texts.map(escaped).join('\n.PP\n');
const bold = (text) => `\\fB${escaped(text)}\\fR`;
const italic = (text) => `\\fI${escaped(text)}\\fR`;

/** Flags are bold, what they take is italic. */
function flagged(flags) {
  return flags
    .split(/( ?[<[].*)/)
    .filter((part) => part !== '')
    .map((part) => (/^ ?[<[]/.test(part) ? italic(part) : bold(part)))
    .join('');
}

/**
 * Backslashes, hyphens and what is not ASCII; no line begins as a request would. Names and paths are not divided, so
 * that a search finds them.
 */
function escaped(text) {
  return text
    .replaceAll('`', '')
    .replaceAll('\\', '\\e')
    .replaceAll(/(?<!\S)(?=\S*[_/])/g, '\\%')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replaceAll(
      /[^\x20-\x7e\n]/gu,
      (letter) => `\\[u${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replaceAll(/^\./gm, '\\&.');
}
