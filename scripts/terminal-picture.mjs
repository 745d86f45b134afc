const cell = { width: 8.4, height: 20 };
const padding = 20;
const size = 14;

/** Classes of the colours that src/terminal/style.ts knows, by what begins and what ends them. */
const colors = { 1: 'bold', 2: 'dim', 31: 'red', 32: 'green', 33: 'yellow', 36: 'cyan' };

const light = { back: '#ffffff', edge: '#d0d7de', text: '#1f2328', dim: '#656d76' };
const dark = { back: '#0d1117', edge: '#30363d', text: '#e6edf3', dim: '#8d96a0' };
const lightHues = { red: '#cf222e', green: '#116329', yellow: '#7d4e00', cyan: '#0a5f73' };
const darkHues = { red: '#ff7b72', green: '#3fb950', yellow: '#e3b341', cyan: '#56d4dd' };

/**
 * A command line and what it prints, as an SVG of its own: no script, no font and no picture from elsewhere. Every
 * piece of text stands where its column is, so that columns are straight in any monospaced font.
 */
export function terminalPicture({ title, line, output }) {
  const rows = [
    [
      { text: '$ ', color: 'dim' },
      { text: line, color: 'bold' },
    ],
    [],
    ...output.split('\n').map(pieces),
  ];
  const columns = Math.max(...rows.map((row) => row.reduce((sum, { text }) => sum + text.length, 0)));
  const width = Math.ceil(columns * cell.width) + 2 * padding;
  const height = rows.length * cell.height + 2 * padding - 4;
  const words = rows.map((row) => row.map(({ text }) => text).join('')).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title words">
<title id="title">${escaped(title)}</title>
<desc id="words">${escaped(words)}</desc>
<style>
text { font: ${size}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre }
.bold { font-weight: 600 }
${theme(light, lightHues)}
@media (prefers-color-scheme: dark) {
${theme(dark, darkHues)}
}
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${rows.flatMap(rowOf).join('\n')}
</svg>
`;
}

function theme({ back, edge, text, dim }, hues) {
  return [
    `rect { fill: ${back}; stroke: ${edge} }`,
    `text { fill: ${text} }`,
    `.dim { fill: ${dim} }`,
    ...Object.entries(hues).map(([name, hue]) => `.${name} { fill: ${hue} }`),
  ].join('\n');
}

function rowOf(row, index) {
  const y = padding + index * cell.height + size;
  let column = 0;
  return row.flatMap(({ text, color }) => {
    const start = column + (text.length - text.trimStart().length);
    column += text.length;
    if (text.trim() === '') return [];
    const x = Number((padding + start * cell.width).toFixed(1));
    const named = color === undefined ? '' : ` class="${color}"`;
    return [`<text x="${x}" y="${y}"${named}>${escaped(text.trim())}</text>`];
  });
}

/** A line in pieces of one colour each. Runs of two blanks or more part pieces too: they are columns. */
function pieces(line) {
  const found = [];
  let color;
  const [first, ...others] = line.split('\u001b[');
  for (const part of [first, ...others]) {
    const [, code, text] = part === first ? [undefined, undefined, part] : part.match(/^(\d+)m(.*)$/s);
    if (code !== undefined) color = colors[code];
    found.push(...text.split(/(?<= {2,})(?=\S)/).map((piece) => ({ text: piece, color })));
  }
  return found;
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
