import { AwsError } from '../aws-error.ts';
import { type Call, type Operation, operation } from '../operation.ts';
import { taggedArn } from '../rules/denied.ts';
import { canonical } from '../rules/name.ts';
import { checkReserved, checkTagCount, tagKey, tagList } from '../rules/tags.ts';
import { list, structure } from '../shape/composite.ts';
import { text } from '../shape/scalar.ts';
import { removeTags, setTags, tagsOf } from '../store/parameter-tags.ts';
import { currentView, type ParameterRecord } from '../store/parameters.ts';

const resource = { ResourceType: text(), ResourceId: text({ min: 1 }) };
const resourceTypes: ReadonlySet<string> = new Set([
  'Document',
  'ManagedInstance',
  'MaintenanceWindow',
  'Parameter',
  'PatchBaseline',
  'OpsItem',
  'OpsMetadata',
  'Automation',
  'Association',
]);

/** ResourceId is the name, not an ARN; other kinds of resources do not exist here. @throws AwsError */
function tagged(
  call: Call,
  action: string,
  given: { readonly ResourceType: string; readonly ResourceId: string },
): ParameterRecord {
  if (!resourceTypes.has(given.ResourceType)) throw new AwsError('InvalidResourceType');
  const name = canonical(given.ResourceId);
  call.authorize(action, taggedArn(name, call.scope));
  const found =
    given.ResourceType === 'Parameter' ? currentView(call.database, call.scope).find(name) : undefined;
  if (!found) throw new AwsError('InvalidResourceId');
  return found;
}

export const tagOperations: Readonly<Record<string, Operation>> = {
  AddTagsToResource: operation('write', structure({ ...resource, Tags: tagList }, {}), (input, call) => {
    const { id } = tagged(call, 'ssm:AddTagsToResource', input);
    checkReserved(input.Tags);
    checkTagCount(tagsOf(call.database, id), input.Tags);
    setTags(call.database, id, input.Tags);
    return {};
  }),

  RemoveTagsFromResource: operation(
    'write',
    structure({ ...resource, TagKeys: list(tagKey, 0, 1000) }, {}),
    (input, call) => {
      const { id } = tagged(call, 'ssm:RemoveTagsFromResource', input);
      removeTags(call.database, id, input.TagKeys);
      return {};
    },
  ),

  ListTagsForResource: operation('read', structure(resource, {}), (input, call) => {
    const { id } = tagged(call, 'ssm:ListTagsForResource', input);
    return { TagList: tagsOf(call.database, id) };
  }),
};
