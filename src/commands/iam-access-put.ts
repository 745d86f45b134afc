import { claimOfNames, environmentOf } from '../core/environment.ts';
import { parseParameterName } from '../core/parameter/name.ts';
import { layersFromFlags } from '../gather/layer-stack.ts';
import { type AccessLine, access, type CommandAccess, keysOf } from './iam-access.ts';
import { type WriteFacts, writeRules } from './iam-access-writes.ts';
import { keyOfName } from './kms-key-option.ts';
import { listOption, requiredOption, switchOption, textOption } from './options.ts';

/** One of the four put commands. The value is not looked at. */
export function putAccess(kind: { readonly secure: boolean; readonly tags: boolean }): CommandAccess {
  return access<WriteFacts>((line) => putFacts(line, kind.secure), writeRules({ ...kind, sections: false }));
}

async function putFacts(line: AccessLine, secure: boolean): Promise<WriteFacts> {
  const { context, input } = line;
  const { settings } = context;
  const { options } = input;
  const name = parseParameterName(requiredOption(options, 'name', '--name'));
  const { layers } = await layersFromFlags(context.files, {
    files: listOption(options, 'file'),
    tags: listOption(options, 'tag'),
    nameTag: textOption(options, 'nameTag'),
  });
  return {
    claim: claimOfNames(settings.environments, settings.template, [name]),
    applies: context.mode === 'apply',
    reads: !switchOption(options, 'offline'),
    names: [name],
    secure: secure ? [{ name, keyId: keyOfName(settings, name, textOption(options, 'keyId')) }] : [],
    tagged: layers.some(({ tags }) => tags.length > 0) ? [name] : [],
    keyIds: keysOf(
      line,
      [environmentOf(settings.template, name)].filter((one) => one !== undefined),
    ),
    lookedUp: [],
    pruned: [],
    pruneTags: switchOption(options, 'pruneTags'),
  };
}
