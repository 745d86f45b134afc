import { description, environment, files } from './manual-data.mjs';

/** docs/commands.md */
export function markdownManual({ commands, shared, exitCodes }) {
  return `${[
    '# Commands',
    '<!-- Made of the declarations in src/commands and src/cli: npm run commands -->',
    ...description.map(prose),
    contents(commands),
    ...commands.map(commandPart),
    ...[...shared].map(sharedPart),
    `## Exit codes\n\n${table(['Code', 'Meaning'], exitCodes)}`,
    'What each means for a script is in [output.md](output.md).',
    `## Environment variables\n\n${table(
      ['Variable', 'What it says'],
      environment.map(([names, text]) => [codes(names), prose(text)]),
    )}`,
    'Who wins where a flag, a variable and `ssmkit.json` disagree is in [settings.md](settings.md).',
    `## Files\n\n${table(
      ['File', 'What'],
      files.map(([names, text]) => [codes(names), prose(text)]),
    )}`,
  ].join('\n\n')}\n`;
}

const contents = (commands) =>
  table(
    ['Command', 'What it does'],
    commands.map(({ name, summary }) => [`[\`${name}\`](#${anchorOf(name)})`, prose(summary)]),
  );

function commandPart({ name, summary, about, usage, options, shared, examples, ...command }) {
  const rows = [...command.arguments, ...options].map(({ flags, text }) => [
    `\`${cell(flags)}\``,
    prose(text),
  ]);
  const parts = [
    `## ${name}`,
    `\`${usage}\``,
    `${capital(prose(summary))}.${about === undefined ? '' : ` ${prose(about)}`}`,
  ];
  if (examples.length > 0) {
    const lines = examples.map(({ does, line }) => `# ${does}\n${line}`);
    parts.push(`\`\`\`sh\n${lines.join('\n')}\n\`\`\``);
  }
  if (rows.length > 0) parts.push(table(['Argument or option', 'What it says'], rows));
  parts.push(...shared.filter(({ group }) => group !== 'Global options:').map(sharedLine));
  return parts.join('\n\n');
}

function sharedLine({ group, flags }) {
  const title = titleOf(group);
  const names = flags.map((option) => `\`${option.flags.replace(/ .*/, '')}\``).join(', ');
  return `[${title}](#${anchorOf(title)}): ${names}.`;
}

function sharedPart([group, options]) {
  const rows = options.map(({ flags, text }) => [`\`${cell(flags)}\``, prose(text)]);
  return `## ${titleOf(group)}\n\n${sharedWords[group]}\n\n${table(['Option', 'What it says'], rows)}`;
}

const sharedWords = {
  'Apply options:': 'Of commands that change AWS; the last two only of those that delete.',
  'Pacing options:':
    'Of commands that call AWS. Left out, the rate is found and errors are met with patience.',
  'Global options:': 'Of every command, before or after its name.',
};

const titleOf = (group) => group.replace(/:$/, '');
const anchorOf = (heading) => heading.toLowerCase().replaceAll(' ', '-');
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const cell = (text) => text.replaceAll('|', '\\|');
const codes = (names) =>
  names
    .split(', ')
    .map((name) => `\`${cell(name)}\``)
    .join(', ');

const table = (header, rows) =>
  [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** Flags, variables, JSON and words with Markdown's own characters are code. */
function prose(text) {
  return text.replaceAll(/"(# [^"]*)"|"\$\([^)]*\)"|--[a-z-]+ [\w-]+=[\w-]+|\S+/g, (word, directive) => {
    if (directive !== undefined || word.includes(' ')) return `\`${directive ?? word}\``;
    const [, before, bare, after] = /^([("]*)(.*?)([.,:;")]*)$/s.exec(word) ?? [];
    // A bracket or a quote that was opened inside the word ends with it.
    const [code, rest] = /[("]/.test(bare) ? [word, ''] : [bare, after];
    if (!/^--?[a-z]|^[A-Z]+(?:_[A-Z]+)+|[<>*_|{}$#]/.test(code)) return word;
    const [, whole, stop] = /^(.*?)([.,;]*)$/.exec(code) ?? [];
    return code === word ? `\`${cell(whole)}\`${stop}` : `${before}\`${cell(code)}\`${rest}`;
  });
}
