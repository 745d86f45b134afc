/** What an action does to what; statements are named after that, and only actions on one thing share one. */
const words: Readonly<Record<string, readonly [verb: string, topic: string]>> = {
  'ssm:GetParameter': ['Read', 'Parameters'],
  'ssm:GetParameters': ['Read', 'Parameters'],
  'ssm:GetParametersByPath': ['Read', 'Parameters'],
  'ssm:GetParameterHistory': ['Read', 'Parameters'],
  'ssm:GetServiceSetting': ['Read', 'Settings'],
  'ssm:DescribeParameters': ['Describe', 'Parameters'],
  'ssm:PutParameter': ['Write', 'Parameters'],
  'ssm:DeleteParameters': ['Delete', 'Parameters'],
  'ssm:ListTagsForResource': ['Read', 'Tags'],
  'ssm:AddTagsToResource': ['Write', 'Tags'],
  'ssm:RemoveTagsFromResource': ['Write', 'Tags'],
  'kms:Decrypt': ['Decrypt', 'Values'],
  'kms:Encrypt': ['Encrypt', 'Values'],
  'kms:GenerateDataKey': ['Encrypt', 'Values'],
};

/** `Parameters`; what is not in the table is about the keys themselves. */
export function topicOf(action: string): string {
  return wordsOf(action)[1];
}

/** Letters and digits only, as AWS wants it: `ReadAndWriteTags`. */
export function sidOf(actions: readonly string[]): string {
  const [first = ''] = actions;
  if (actions.length === 1 && first === 'ssm:GetParametersByPath') return 'ReadPaths';
  const taken = new Set(actions.map((action) => wordsOf(action)[0]));
  return `${verbs.filter((verb) => taken.has(verb)).join('And')}${topicOf(first)}`;
}

const verbs = ['Read', 'Describe', 'Write', 'Manage', 'Delete', 'Decrypt', 'Encrypt'];

function wordsOf(action: string): readonly [verb: string, topic: string] {
  const reads = /:(Describe|Get|List)/.test(action);
  return words[action] ?? [reads ? 'Read' : 'Manage', 'Keys'];
}
