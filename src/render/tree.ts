import type { Identity } from '../core/ports.ts';
import type { Style } from '../core/style.ts';
import type { TreeNode } from './tree-nodes.ts';

export interface TreeDrawing {
  /** Levels to draw below the first; what is deeper is only counted. */
  readonly depth: number;
  /** Can the terminal show `├──`? */
  readonly unicode: boolean;
  readonly style: Style;
}

interface Strokes {
  readonly branch: string;
  readonly last: string;
  readonly through: string;
  readonly nothing: string;
}

const unicode: Strokes = { branch: '├── ', last: '└── ', through: '│   ', nothing: '    ' };
const ascii: Strokes = { branch: '|-- ', last: '`-- ', through: '|   ', nothing: '    ' };

/** The hierarchy with counts, types and secrets; never a value. */
export function renderTree(root: TreeNode, drawing: TreeDrawing): string {
  const strokes = drawing.unicode ? unicode : ascii;
  const lines = [`${drawing.style.bold(root.name)}${countWords(root, drawing)}`];
  drawChildren(root, '', drawing.depth, lines);
  return lines.map((line) => `${line}\n`).join('');

  function drawChildren(node: TreeNode, indent: string, depth: number, into: string[]): void {
    if (depth === 0) return;
    for (const [index, child] of node.children.entries()) {
      const isLast = index === node.children.length - 1;
      into.push(`${indent}${isLast ? strokes.last : strokes.branch}${label(child, drawing)}`);
      drawChildren(child, indent + (isLast ? strokes.nothing : strokes.through), depth - 1, into);
    }
  }
}

/** `prod/  12 parameters, 3 secrets`, or `DEBUG  String`. */
function label(node: TreeNode, drawing: TreeDrawing): string {
  const { name, parameter, children } = node;
  const folder = children.length > 0 ? `${drawing.style.bold(`${name}/`)}${countWords(node, drawing)}` : name;
  if (parameter === undefined) return folder;
  const secret = parameter.type === 'SecureString';
  const type = secret ? drawing.style.yellow('SecureString (secret)') : drawing.style.dim(parameter.type);
  return children.length > 0 ? `${folder}, itself a ${type}` : `${folder}  ${type}`;
}

function countWords({ parameters, secrets }: TreeNode, { style }: TreeDrawing): string {
  const words = [`${parameters} ${parameters === 1 ? 'parameter' : 'parameters'}`];
  if (secrets > 0) words.push(`${secrets} ${secrets === 1 ? 'secret' : 'secrets'}`);
  return style.dim(`  ${words.join(', ')}`);
}

/** One document; what is deeper than `depth` is only counted. */
export function renderTreeJson(root: TreeNode, depth: number, identity: Identity): string {
  const document = {
    command: 'tree',
    account: identity.account ?? null,
    region: identity.region,
    profile: identity.profile ?? null,
    endpoint: identity.endpoint ?? null,
    tree: nodeJson(root, depth),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function nodeJson(node: TreeNode, depth: number): Readonly<Record<string, unknown>> {
  const { name, path, parameter, parameters, secrets, children } = node;
  return {
    name,
    path,
    ...(parameter && {
      type: parameter.type,
      version: parameter.version,
      secret: parameter.type === 'SecureString',
    }),
    parameters,
    secrets,
    ...(depth > 0 && { children: children.map((child) => nodeJson(child, depth - 1)) }),
  };
}

/** Can text hold line drawings? Where the locale names another character set it cannot; where it names none it can. */
export function drawsUnicode(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return locale === '' || /utf-?8/i.test(locale);
}
