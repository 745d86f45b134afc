import {
  AddTagsToResourceCommand,
  DeleteParametersCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  RemoveTagsFromResourceCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { CallError } from '../core/call-error.ts';
import type { PutRequest } from '../core/plan/step.ts';
import type { CallRunner, ParameterStore } from '../core/ports.ts';
import { canonicalForm, unique } from './name-form.ts';
import type { ContextOf } from './parameter-reads.ts';
import { send } from './send.ts';
import { toTier } from './stored-parameter.ts';

const namesPerDelete = 10;

export function createWrites(
  client: SSMClient,
  runner: CallRunner,
  contextOf: ContextOf,
): Pick<ParameterStore, 'put' | 'addTags' | 'removeTags' | 'deleteParameters'> {
  return {
    async put(request) {
      const answer = await send(
        runner,
        'put',
        'write',
        () => ({
          ...contextOf('PutParameter', [request.name]),
          value: request.value,
          keyId: request.keyId,
        }),
        (options) => client.send(new PutParameterCommand(putInput(request)), options),
      );
      if (answer.Version === undefined) {
        // Carried out or not: `server` makes the caller read the name again.
        throw new CallError('server', `AWS answered no version for ${request.name}.`);
      }
      return { version: answer.Version, tier: toTier(answer.Tier) };
    },

    async addTags(name, tags, resourceType = 'Parameter') {
      if (tags.length === 0) return;
      await send(
        runner,
        'tag',
        'idempotent',
        () => contextOf('AddTagsToResource', [name]),
        (options) =>
          client.send(
            new AddTagsToResourceCommand({
              ResourceType: resourceType,
              ResourceId: name,
              Tags: tags.map(({ Key, Value }) => ({ Key, Value })),
            }),
            options,
          ),
      );
    },

    async removeTags(name, keys, resourceType = 'Parameter') {
      if (keys.length === 0) return;
      await send(
        runner,
        'tag',
        'idempotent',
        () => contextOf('RemoveTagsFromResource', [name]),
        (options) =>
          client.send(
            new RemoveTagsFromResourceCommand({
              ResourceType: resourceType,
              ResourceId: name,
              TagKeys: [...keys],
            }),
            options,
          ),
      );
    },

    async deleteParameters(names) {
      const asked = unique(names);
      if (asked.length === 0 || asked.length > namesPerDelete) {
        throw new Error(`deleteParameters takes 1 to ${namesPerDelete} names, not ${asked.length}`);
      }
      const answer = await send(
        runner,
        'delete',
        'write',
        () => contextOf('DeleteParameters', asked),
        (options) => client.send(new DeleteParametersCommand({ Names: [...asked] }), options),
      );
      const among = (answered: readonly string[] | undefined) => {
        const forms = new Set((answered ?? []).map(canonicalForm));
        return asked.filter((name) => forms.has(canonicalForm(name)));
      };
      return { deleted: among(answer.DeletedParameters), missing: among(answer.InvalidParameters) };
    },
  };
}

/** Fields that are not named are not sent: AWS keeps most of what an overwrite leaves out. */
function putInput(request: PutRequest): PutParameterCommandInput {
  const { keyId, tier, description, allowedPattern, policies, dataType, tags } = request;
  return {
    Name: request.name,
    Value: request.value.reveal(),
    Type: request.type,
    Overwrite: request.overwrite,
    ...(keyId !== undefined && request.type === 'SecureString' && { KeyId: keyId }),
    ...(tier !== undefined && { Tier: tier }),
    ...(description !== undefined && { Description: description }),
    ...(allowedPattern !== undefined && { AllowedPattern: allowedPattern }),
    ...(policies !== undefined && { Policies: policies }),
    ...(dataType !== undefined && { DataType: dataType }),
    ...(tags !== undefined && tags.length > 0 && { Tags: tags.map(({ Key, Value }) => ({ Key, Value })) }),
  };
}
