// npm run bench [start-up|seed|export|scale|pacing]…: all of them without a name. About six minutes.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Course, idealSeconds, runScenario, type Scenario, scenarios } from './pacing.ts';
import { plot } from './plot.ts';
import { awsEnvironment, programUnderTest } from './programs.ts';
import { exports, type Row, seeds, startUp, tenThousand } from './rows.ts';
import { table } from './table.ts';

const here = import.meta.dirname;
const groups = { 'start-up': startUp, seed: seeds, export: exports, scale: tenThousand, pacing };
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

const asked = process.argv.slice(2).filter((name): name is Group => name in groups);
const chosen = asked.length > 0 ? asked : (Object.keys(groups) as Group[]);
const file = join(here, 'results.json');
const results: Record<string, { machine: string; rows: readonly Row[] }> = before();
for (const name of chosen) {
  console.log(`\n== ${name}`);
  const rows = await groups[name]();
  results[name] = { machine: machine(), rows };
  console.log(table(rows));
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}
const sections = Object.entries(results).map(
  ([name, { machine: on, rows }]) => `## ${name}\n\n${on}\n\n${table(rows)}`,
);
writeFileSync(join(here, 'results.md'), `# What \`npm run bench\` measured\n\n${sections.join('\n')}`);

/** Groups that are not run now keep what they measured before. */
function before(): typeof results {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
