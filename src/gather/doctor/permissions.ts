import { type CheckResult, found, passed } from '../../core/checkup.ts';
import { type Answer, answerOf, isDenied, unanswered } from './answer.ts';
import type { Listing } from './listing.ts';
import { policyLine } from './policy-line.ts';
import { absentName, type InScope } from './scope.ts';
import type { Subject, Way } from './subject.ts';

/** What a role cannot do without an action, by the action. */
const needs = {
  'ssm:GetParametersByPath': 'export, exec, list, tree and pruning read with it',
  'ssm:DescribeParameters': 'plans keep keys, tiers and descriptions by it',
  'ssm:GetParameters': 'plans compare with it',
  'ssm:GetParameter': 'get reads one name with it',
  'ssm:ListTagsForResource': 'plans compare tags with it',
  'ssm:GetParameterHistory': 'labels of old versions are seen by it',
} as const;
type Action = keyof typeof needs;

/** The two that listings answer, of the whole account or of a path. */
export function checkListings(
  subject: Subject,
  below: Answer<Listing<unknown>> | undefined,
  described: Answer<Listing<unknown>>,
): readonly CheckResult[] {
  const allowed = (where: string) => () => `allowed ${where}`;
  const path = allowed(`on ${subject.path ?? '/'}`);
  const onPath = below === undefined ? [] : [judge(subject, 'ssm:GetParametersByPath', below, path)];
  return [...onPath, judge(subject, 'ssm:DescribeParameters', described, allowed('on *'))];
}

/** The reads by name, each by a call that changes nothing and decrypts nothing. */
export async function checkReads(
  way: Way,
  subject: Subject,
  scope: readonly InScope[],
): Promise<readonly CheckResult[]> {
  const { store, probes } = way;
  const absent = absentName(subject, scope);
  const real = scope[0]?.name;
  const options = { decrypt: false };
  const ask = async (action: Action, call: () => Promise<unknown>) =>
    judge(subject, action, await answerOf(call), () => 'allowed');
  const askReal = (action: Action, call: (name: string) => Promise<unknown>) =>
    real === undefined ? Promise.resolve(nothingThere(subject, action)) : ask(action, () => call(real));
  return await Promise.all([
    ask('ssm:GetParameters', () => store.getParameters([absent], options)),
    ask('ssm:GetParameter', () => store.getParameter(absent, options)),
    askReal('ssm:ListTagsForResource', (name) => store.listTags(name)),
    askReal('ssm:GetParameterHistory', (name) => probes.oldestVersions(name)),
  ]);
}

/** No question about these is harmless. */
export function checkWrites(subject: Subject): CheckResult {
  return found(
    'not-checked',
    'writes',
    'No harmless question shows ssm:PutParameter, AddTagsToResource, RemoveTagsFromResource, DeleteParameters or kms:Encrypt.',
    { advice: 'Compare the role with what seeding takes:', command: policyLine(subject, 'seeder') },
  );
}

/** Where no path is given, they hold for none. */
export function permissionsPerPath(subject: Subject): CheckResult {
  const [first] = subject.settings.environments.keys();
  return found(
    'not-checked',
    'permission',
    'Permissions hold per path, and values are looked at below one; none was given.',
    {
      advice: 'Look at one environment, or at one --path:',
      command: subject.lines.environment(first ?? 'NAME'),
    },
  );
}

function judge<T>(
  subject: Subject,
  action: Action,
  answer: Answer<T>,
  words: (value: T) => string,
): CheckResult {
  if ('value' in answer) return passed('permission', words(answer.value), { subject: action });
  const { error } = answer;
  if (!isDenied(error)) return unanswered('permission', error, subject.lines, action);
  const advice = (error.hint ?? `Allow ${action}.`).replace('; ssmkit iam prints a policy.', ':');
  const todo = { advice, command: policyLine(subject, 'developer') };
  return found('warning', 'permission', `Denied; ${needs[action]}.`, todo, { subject: action });
}

function nothingThere({ lines }: Subject, action: Action): CheckResult {
  const todo = { advice: 'Run it again once there is a parameter.', command: lines.again() };
  return found('not-checked', 'permission', 'There is no parameter to ask about.', todo, { subject: action });
}
