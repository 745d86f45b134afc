import type { CommandInput, CommandModule } from '../cli/command.ts';
import { exitCode } from '../cli/exit-code.ts';
import { SsmkitError } from '../core/errors.ts';
import { quoted } from '../core/parameter/name.ts';
import { renderInit } from '../render/init.ts';
import type { Context, ReadTarget } from './context.ts';
import { draftOf, refuseNothing } from './init-draft.ts';
import { declareInit, type InitFlags, readInitFlags } from './init-flags.ts';
import { agree, askForSettings, asks } from './init-questions.ts';
import { fromFolder, fromHierarchy, withoutConflicts } from './init-sources.ts';
import { textOption } from './options.ts';

export const init: CommandModule<Context> = {
  name: 'init',
  summary: 'make ssmkit.json: by questions, by flags, or from what is there',
  about:
    'On a terminal it asks for what no flag says, shows the file and asks whether to write it; elsewhere, and with ' +
    '--yes, it asks nothing. --from-path and --discover read the names of parameters, never a value. ' +
    '--profile prod=acme-prod is the profile of an environment, --profile acme-prod the one to read with. A file ' +
    'that is there is left alone without --force, and an account is only written if you give it, confirm it or ' +
    'say --discover.',
  examples: [
    {
      does: 'show the file that flags make',
      line: 'ssmkit init --project mow --env stage --env prod \\\n  --account prod=123456789012',
    },
    { does: 'what the tag layers of the old toolkit tell', line: 'ssmkit init --from-folder . --env stage' },
    {
      does: 'write it, here under another name',
      line: 'ssmkit init --project mow --env prod --config team.json --apply',
    },
  ],
  makesSettings: true,
  declare: declareInit,
  run,
};

async function run(context: Context, { options }: CommandInput): Promise<number> {
  const { terminal, output, mode } = context;
  const { target } = context.init;
  const flags = readInitFlags(options, context.env);
  const before = await standing(context, flags);
  const folder = await fromFolder(context, flags);
  const hierarchy = await fromHierarchy(context, flags, folder);
  const known = await withoutConflicts(context, flags, [hierarchy?.found, folder]);
  let draft = draftOf(context, flags, known, hierarchy, folder, textOption(options, 'profile'));
  const notes = [...(hierarchy?.found.notes ?? []), ...(folder?.notes ?? [])];
  if (!context.quiet) for (const note of notes) terminal.err(`note: ${note}\n`);
  if (asks(context, flags)) draft = await askForSettings(context, flags, draft);
  refuseNothing(draft);
  const text = context.init.textOf(draft);
  const view = { file: target.shown, text, notes };
  const shows = mode !== 'apply';
  if (shows) terminal.out(renderInit({ ...view, mode: 'preview', written: false }, output));
  const writes = !shows || (mode === 'unset' && asks(context, flags) && (await agreed(context)));
  if (!writes) {
    terminal.err(
      `Dry run: ${quoted(target.shown)} was not written. To write it, add --apply or set DRY_RUN=0.\n`,
    );
    return exitCode.done;
  }
  const file = { mode: 0o644, owner: undefined, group: undefined, follow: true, unchangedSince: before };
  await context.exportTarget.write(target.path, new TextEncoder().encode(text), file);
  if (shows) terminal.err(`${quoted(target.shown)} is written.\n`);
  else terminal.out(renderInit({ ...view, mode: 'apply', written: true }, output));
  return exitCode.done;
}

async function agreed(context: Context): Promise<boolean> {
  return await agree(context, `Write ${context.init.target.shown}?`, false);
}

/** The file that is to be written, as it is. @throws SsmkitError `refused` where one is there, or in force. */
async function standing(context: Context, { force }: InitFlags): Promise<ReadTarget> {
  const { path, shown } = context.init.target;
  const before = await context.exportTarget.read(path, { follow: true });
  const inForce = context.settings.settingsFile;
  if (force) return before;
  if (before.bytes !== undefined) {
    throw new SsmkitError('refused', `${quoted(shown)} is there already, and was left alone.`, {
      hint: 'See what it says with ssmkit config --explain, or replace it with --force.',
    });
  }
  if (inForce !== undefined && inForce !== path) {
    throw new SsmkitError(
      'refused',
      `${quoted(inForce)} is in force here; a file of its own would hide it from this folder.`,
      { hint: 'Edit that one, or go on with --force.' },
    );
  }
  return before;
}
