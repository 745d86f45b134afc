import type { StoredParameter } from '../core/parameter/stored.ts';

/** One level of the hierarchy: a folder, a parameter, or both, as `/a` is where `/a/b` is a parameter too. */
export interface TreeNode {
  /** The last level: `prod`. */
  readonly name: string;
  /** `/mow/backend/django/prod` */
  readonly path: string;
  readonly parameter: StoredParameter | undefined;
  /** Sorted by name. */
  readonly children: readonly TreeNode[];
  /** Parameters below this level, and how many of them are SecureStrings; the node's own is not counted. */
  readonly parameters: number;
  readonly secrets: number;
}

interface Growing {
  readonly children: Map<string, Growing>;
  parameter?: StoredParameter;
}

/** The hierarchy below a prefix (`/`, `/mow/backend`), from parameters that stand below it. */
export function treeOf(prefix: string, parameters: readonly StoredParameter[]): TreeNode {
  const root: Growing = { children: new Map() };
  const start = prefix === '/' ? '' : prefix;
  for (const parameter of parameters) {
    // A root parameter may be answered without its slash.
    const full = parameter.name.startsWith('/') ? parameter.name : `/${parameter.name}`;
    let at = root;
    for (const level of full.slice(start.length + 1).split('/')) {
      const known = at.children.get(level);
      const next = known ?? { children: new Map() };
      if (!known) at.children.set(level, next);
      at = next;
    }
    at.parameter = parameter;
  }
  return grown(root, prefix, start);
}

function grown({ children, parameter }: Growing, name: string, path: string): TreeNode {
  const nodes = [...children]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([level, child]) => grown(child, level, `${path}/${level}`));
  const sum = (of: (node: TreeNode) => number) => nodes.reduce((total, node) => total + of(node), 0);
  return {
    name,
    path: path === '' ? '/' : path,
    parameter,
    children: nodes,
    parameters: sum((node) => node.parameters + (node.parameter ? 1 : 0)),
    secrets: sum((node) => node.secrets + (node.parameter?.type === 'SecureString' ? 1 : 0)),
  };
}
