// npm run bench [-- [--quick] start-up|size|seed|export|scale|pacing…]: all of them without a name. --quick takes half a
// minute, leaves scale and pacing out and keeps nothing; all of it takes six minutes.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Course, idealSeconds, runScenario, type Scenario, scenarios } from './pacing.ts';
import { fillPages } from './pages.ts';
import { plot } from './plot.ts';
import { awsEnvironment, programUnderTest } from './programs.ts';
import type { Results, Row } from './row.ts';
import { exports, seeds, tenThousand } from './rows.ts';
import { sizes } from './size.ts';
import { startUp } from './start-up.ts';
import { table } from './table.ts';

const here = import.meta.dirname;
const groups = { 'start-up': startUp, size: sizes, seed: seeds, export: exports, scale: tenThousand, pacing };
type Group = keyof typeof groups;

function machine(): string {
  const [cpu] = cpus();
  const aws = said('aws', ['--version']).split(' ')[0];
  return [
    `${cpus().length} × ${cpu?.model.trim() || process.arch}, ${Math.round(totalmem() / 2 ** 30)} GB`,
    `${process.platform} ${process.arch}`,
    `Node ${process.version}`,
    aws,
    said('jq', ['--version']),
    programUnderTest().what,
  ].join(', ');
}

function said(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8' }).trim();
  } catch {
    return `no ${command}`;
  }
}

async function pacing(): Promise<readonly Row[]> {
  const { line } = programUnderTest();
  const all = await Promise.all(
    scenarios.map(async (scenario) => ({
      scenario,
      courses: await runScenario(scenario, line, awsEnvironment),
    })),
  );
  return all.flatMap(({ scenario, courses }) => {
    writeFileSync(join(here, '../docs', `${scenario.id}.svg`), plot(scenario, courses, machine()));
    return courses.map((course) => pacingRow(scenario, course));
  });
}

function pacingRow(scenario: Scenario, course: Course): Row {
  const limit = 1.1 * idealSeconds(scenario) + 3;
  const ms = course.seconds * 1000;
  const throttled = course.writes.filter((write) => write.throttled).length;
  const isOurs = course.client === 'ssmkit';
  return {
    what: `${scenario.title}: ${course.client}`,
    ours: { runs: 1, median: ms, min: ms, max: ms },
    reference: `the quota: ${idealSeconds(scenario).toFixed(0)} s`,
    theirs: undefined,
    figure: `${course.failed} failed, ${throttled} of ${course.writes.length} requests throttled, ${(100 * course.wasted).toFixed(1)} % after 10 s`,
    budget: isOurs ? `≤ ${limit.toFixed(1)} s, 0 failed, ≤ 10 %` : '(for comparison)',
    met: isOurs ? course.seconds <= limit && course.failed === 0 && course.wasted <= 0.1 : undefined,
  };
}

const words = process.argv.slice(2);
const quick = words.includes('--quick');
const asked = words.filter((name): name is Group => Object.hasOwn(groups, name));
const long: readonly Group[] = ['scale', 'pacing'];
const all = (Object.keys(groups) as Group[]).filter((name) => !(quick && long.includes(name)));
const file = join(here, 'results.json');
const results: Record<string, Results[string]> = before();
for (const name of asked.length > 0 ? asked : all) {
  console.log(`\n== ${name}`);
  const rows = await groups[name](quick);
  results[name] = { machine: machine(), rows };
  console.log(table(rows));
  if (!quick) writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}
if (!quick) fillPages(results);

/** Groups that are not run now keep what they measured before. */
function before(): Record<string, Results[string]> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
