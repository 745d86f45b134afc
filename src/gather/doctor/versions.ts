import type { LabelledVersion } from '../../core/account-probes.ts';
import { type CheckResult, found, passed } from '../../core/checkup.ts';
import { answerOf, isDenied, unanswered } from './answer.ts';
import type { InScope } from './scope.ts';
import type { Subject, Way } from './subject.ts';
import { counted, grouped } from './words.ts';

/** A parameter keeps so many versions; one more drops the oldest, unless that has a label. */
const keptVersions = 100;
const near = 90;

/** Labels that will stand in the way of a write; only what is near 100 versions is asked for its history. */
export async function checkVersions(
  { probes }: Way,
  subject: Subject,
  scope: readonly InScope[],
): Promise<readonly CheckResult[]> {
  const { lines, bounds } = subject;
  const candidates = scope.filter(({ version }) => version >= near);
  const asked = candidates.slice(0, bounds.histories);
  const answers = await Promise.all(
    asked.map(async (one) => ({ one, answer: await answerOf(() => probes.oldestVersions(one.name)) })),
  );
  const results: CheckResult[] = [];
  let looked = 0;
  for (const { one, answer } of answers) {
    if ('value' in answer) {
      looked += 1;
      results.push(...judgeVersions(subject, one, answer.value));
    } else if (!isDenied(answer.error)) results.push(unanswered('versions', answer.error, lines, one.name));
  }
  const denied = answers.some(({ answer }) => 'error' in answer && isDenied(answer.error));
  if (denied) {
    const message = `${counted(candidates.length, 'parameter')} near ${keptVersions} versions: ssm:GetParameterHistory is denied.`;
    const todo = { advice: 'Allow it, to see labels that block the next write.', command: lines.again() };
    results.push(found('not-checked', 'versions', message, todo));
  }
  const left = candidates.length - asked.length;
  if (left > 0) {
    const message = `${counted(left, 'more parameter')} near ${keptVersions} versions were not looked at.`;
    const todo = { advice: 'To look at them all:', command: lines.again('--full') };
    results.push(found('not-checked', 'versions', message, todo));
  }
  if (results.length > 0) return results;
  return [
    passed(
      'versions',
      looked === 0
        ? `none of ${grouped(scope.length)} is near ${keptVersions}`
        : `${counted(looked, 'parameter')} near ${keptVersions}, no label in the way`,
    ),
  ];
}

/** The next write drops version `current - 99`; a label on that makes AWS refuse the write. */
function judgeVersions(
  { lines }: Subject,
  { name, version: current }: InScope,
  oldest: readonly LabelledVersion[],
): readonly CheckResult[] {
  const blocking = oldest.find(({ labels }) => labels.length > 0);
  if (blocking === undefined) return [];
  const { version, labels } = blocking;
  const writesLeft = version + keptVersions - 1 - current;
  if (writesLeft > keptVersions - near) return [];
  const which = `${counted(labels.length, 'label').replace(/^1 /, 'The ')} ${labels.join(', ')} on version ${version}`;
  const todo = {
    advice: 'Move to the newest version what is still needed (or take it off):',
    command: lines.aws(
      ...['ssm', 'label-parameter-version', '--name', name],
      ...['--parameter-version', String(current), '--labels', ...labels],
    ),
  };
  const details = { subject: name };
  return writesLeft <= 0
    ? [found('problem', 'versions', `${which} blocks the next write.`, todo, details)]
    : [found('warning', 'versions', `${which} blocks writes after ${writesLeft} more.`, todo, details)];
}
