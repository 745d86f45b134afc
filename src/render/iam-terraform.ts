import type { Statement } from '../core/iam/policy.ts';

/** A data source as `terraform fmt` leaves it. */
export function renderTerraform(name: string, statements: readonly Statement[]): string {
  const blocks = statements.map((statement) => block('statement', statementLines(statement)));
  const source = `data "aws_iam_policy_document" ${quoted(resourceName(name))}`;
  return `${block(source, parted(blocks)).join('\n')}\n`;
}

function statementLines({ sid, actions, resources, conditions }: Statement): readonly string[] {
  const tests = Object.entries(conditions).flatMap(([test, keys]) =>
    Object.entries(keys).map(([variable, values]) =>
      block(
        'condition',
        attributes([
          ['test', [test]],
          ['variable', [variable]],
          ['values', list(values)],
        ]),
      ),
    ),
  );
  const own = attributes([
    ['sid', [sid]],
    ['effect', ['Allow']],
    ['actions', list(actions)],
    ['resources', list(resources)],
  ]);
  return parted([own, ...tests]);
}

type Value = readonly string[] | { readonly list: readonly string[] };
type Attribute = readonly [name: string, value: Value];

function list(values: readonly string[]): Value {
  return { list: values };
}

/** Neighbours on one line each have their equals signs in one column; what goes on over lines stands apart. */
function attributes(all: readonly Attribute[]): readonly string[] {
  const lines: string[] = [];
  let run: { readonly name: string; readonly text: string }[] = [];
  const flush = () => {
    const width = Math.max(...run.map(({ name }) => name.length));
    lines.push(...run.map(({ name, text }) => `${name.padEnd(width)} = ${text}`));
    run = [];
  };
  for (const [name, value] of all) {
    if ('list' in value && value.list.length > 1) {
      if (run.length > 0) flush();
      lines.push(`${name} = [`, ...value.list.map((text) => `  ${quoted(text)},`), ']');
    } else {
      const text = 'list' in value ? `[${value.list.map(quoted).join(', ')}]` : value.map(quoted).join('');
      run.push({ name, text });
    }
  }
  if (run.length > 0) flush();
  return lines;
}

function block(head: string, lines: readonly string[]): readonly string[] {
  return [`${head} {`, ...lines.map((line) => (line === '' ? '' : `  ${line}`)), '}'];
}

function parted(blocks: readonly (readonly string[])[]): readonly string[] {
  return blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

/** `${` and `%{` begin a template in Terraform. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[$%]\{/g, (start) => `${start.charAt(0)}${start}`);
}

function resourceName(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^(?=[^A-Za-z_])/, '_');
}
