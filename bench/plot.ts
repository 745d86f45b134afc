import type { Course, Scenario } from './pacing.ts';

const size = { width: 760, height: 420, left: 56, right: 16, top: 64, bottom: 40 };
const colors = ['#0a7d4f', '#c2410c', '#3b5bdb'];
const rowHeight = 14;

/** Writes that got through over time, the quota as a dashed line, and below it each throttled request as a tick. */
export function plot(scenario: Scenario, courses: readonly Course[], machine: string): string {
  const { width, height, left, right, top, bottom } = size;
  const seconds = Math.max(...courses.map((course) => course.seconds)) * 1.02;
  const ticksTop = height - bottom - courses.length * rowHeight;
  const floor = ticksTop - 18;
  const x = (second: number) => left + (second / seconds) * (width - left - right);
  const y = (count: number) => floor - (count / scenario.writes) * (floor - top);
  const at = (second: number, count: number) => `${x(second).toFixed(1)},${y(count).toFixed(1)}`;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    `<title>Writes over time: ${scenario.title}, by ${courses.map(({ client }) => client).join(', ')}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(left, 18, `${scenario.title}; bucket of one second, 30 ms latency`, 'font-size="14" fill="#111"'),
    text(left, 34, machine, 'fill="#666"'),
    ...grid(seconds, scenario.writes, x, y, floor),
    `<polyline fill="none" stroke="#888" stroke-dasharray="5 4" points="${quotaLine(scenario, seconds, at)}"/>`,
  ];
  courses.forEach((course, index) => {
    const color = colors[index % colors.length] ?? '#000';
    let count = 0;
    const points = [at(0, 0)];
    for (const { ms, throttled } of course.writes) {
      if (throttled) continue;
      count += 1;
      points.push(at(ms / 1000, count));
    }
    parts.push(`<polyline fill="none" stroke="${color}" stroke-width="1.8" points="${points.join(' ')}"/>`);
    const row = ticksTop + index * rowHeight;
    const refused = course.writes.filter(({ throttled }) => throttled);
    const path = refused.map(({ ms }) => `M${x(ms / 1000).toFixed(1)} ${row}v9`).join('');
    if (path) parts.push(`<path d="${path}" stroke="${color}" stroke-width="1"/>`);
    parts.push(text(left - 6, row + 8, shortName(course.client), `fill="${color}" text-anchor="end"`));
    const words = `${course.client}: ${course.stored} stored, ${course.failed} failed, ${course.seconds.toFixed(1)} s, ${refused.length} throttled`;
    parts.push(text(left + 12, top + 18 + index * 16, words, `fill="${color}"`));
  });
  parts.push(text(width - right, height - 8, 'seconds', 'fill="#444" text-anchor="end"'));
  parts.push(text(left, ticksTop - 5, 'throttled requests', 'fill="#666" font-size="10"'));
  return `${parts.join('\n')}\n</svg>\n`;
}

function shortName(client: string): string {
  return client.replace('SDK ', '');
}

function text(x: number, y: number, words: string, attributes: string): string {
  const safe = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${safe}</text>`;
}

function grid(
  seconds: number,
  writes: number,
  x: (second: number) => number,
  y: (count: number) => number,
  floor: number,
): readonly string[] {
  const step = seconds > 100 ? 20 : 10;
  const lines: string[] = [];
  for (let second = 0; second <= seconds; second += step) {
    lines.push(`<path d="M${x(second).toFixed(1)} ${size.top}V${floor}" stroke="#eee"/>`);
    lines.push(text(x(second), size.height - 24, String(second), 'fill="#444" text-anchor="middle"'));
  }
  for (let count = 0; count <= writes; count += writes / 6) {
    lines.push(`<path d="M${size.left} ${y(count).toFixed(1)}H${size.width - size.right}" stroke="#eee"/>`);
    lines.push(text(size.left - 6, y(count) + 4, String(count), 'fill="#444" text-anchor="end"'));
  }
  return lines;
}

/** What the quota lets through at most, without its burst. */
function quotaLine(
  { phases, writes }: Scenario,
  seconds: number,
  at: (second: number, count: number) => string,
): string {
  const points = [at(0, 0)];
  let count = 0;
  for (const [index, { afterMs, perSecond }] of phases.entries()) {
    const from = afterMs / 1000;
    const until = Math.min(
      (phases[index + 1]?.afterMs ?? Number.POSITIVE_INFINITY) / 1000,
      from + (writes - count) / perSecond,
      seconds,
    );
    count += (until - from) * perSecond;
    points.push(at(until, count));
  }
  return points.join(' ');
}
