import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { run } from './measure.ts';
import { programUnderTest } from './programs.ts';
import type { Row } from './row.ts';

const mebibyte = 2 ** 20;

/** What is downloaded and installed, as `npm run build` left it. */
export async function sizes(quick: boolean): Promise<readonly Row[]> {
  const { line } = programUnderTest();
  const [binary = ''] = line;
  const rows: Row[] = [];
  if (line.length === 1) {
    rows.push(row('the binary, stripped', statSync(binary).size, 125));
    // Minutes of compressing.
    if (!quick) rows.push(row('the same as .tar.xz', await packed(binary), 40));
  }
  const root = join(import.meta.dirname, '..');
  const { stdout } = await run({ command: 'npm', args: ['pack', '--json', '--dry-run'], cwd: root });
  // An array, or an object by package, as npm's version has it.
  const [pack] = Object.values(JSON.parse(stdout) as Readonly<Record<string, { readonly size: number }>>);
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const count = Object.keys(dependencies).length;
  const npm = row('the npm package, packed', pack?.size ?? Number.NaN, 1);
  return [
    ...rows,
    {
      ...npm,
      figure: `${npm.figure}, ${count} dependencies`,
      budget: `${npm.budget}, 0`,
      met: npm.met === true && count === 0,
    },
  ];
}

async function packed(file: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'ssmkit-bench-size-'));
  try {
    const archive = join(folder, 'ssmkit.tar.xz');
    await run({ command: 'tar', args: ['-cJf', archive, '-C', dirname(file), basename(file)] });
    return statSync(archive).size;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(what: string, bytes: number, limit: number): Row {
  const mebibytes = bytes / mebibyte;
  return {
    what,
    ours: { bytes },
    reference: 'none',
    theirs: undefined,
    figure: `${mebibytes.toFixed(mebibytes < 10 ? 2 : 1)} MiB`,
    budget: `≤ ${limit} MiB`,
    met: mebibytes <= limit,
  };
}
