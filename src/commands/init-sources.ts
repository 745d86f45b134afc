import { claimOfPath } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import { parsePrefix } from '../gather/below-path.ts';
import { readOldFolder } from '../gather/init-folder.ts';
import type { FoundSettings, Inference, KnownSettings } from '../gather/init-found.ts';
import { inferSettings } from '../gather/init-hierarchy.ts';
import { readPath } from '../gather/read-path.ts';
import type { Context } from './context.ts';
import type { InitFlags } from './init-flags.ts';
import { choose } from './init-questions.ts';
import { whileReading } from './while-reading.ts';

export async function fromFolder(context: Context, flags: InitFlags): Promise<FoundSettings | undefined> {
  const { fromFolder: folder, known } = flags;
  if (folder === undefined) return undefined;
  const reading = { files: context.files, list: context.init.list };
  return await settled(context, flags, known, (now) => readOldFolder(reading, folder, now));
}

export interface Hierarchy {
  readonly found: FoundSettings;
  /** Of the credentials that it was read with; only where that was asked for. */
  readonly account: string | undefined;
  readonly region: string | undefined;
}

export async function fromHierarchy(
  context: Context,
  flags: InitFlags,
  folder: FoundSettings | undefined,
): Promise<Hierarchy | undefined> {
  if (flags.fromPath === undefined) return undefined;
  const { environments, template } = context.settings;
  const prefix = parsePrefix(flags.fromPath);
  const session = await context.connect(claimOfPath(environments, template, prefix));
  const path = prefix === '/' ? prefix : `${prefix}/`;
  const names: string[] = [];
  await whileReading(context, session, () =>
    readPath(session.store, path, false, ({ name }) => names.push(name)),
  );
  const words = [...flags.known.environments, ...(folder?.environments ?? [])];
  const found = await settled(context, flags, { ...flags.known, environments: words }, async (known) =>
    inferSettings(names.toSorted(), known),
  );
  const account = flags.discover ? await session.account() : undefined;
  return { found, account, region: account === undefined ? undefined : session.identity().region };
}

/** Asks about what can be read in more than one way until it cannot. */
async function settled(
  context: Context,
  flags: InitFlags,
  known: KnownSettings,
  infer: (known: KnownSettings) => Promise<Inference>,
): Promise<FoundSettings> {
  const inference = await infer(known);
  switch (inference.kind) {
    case 'found':
      return inference.found;
    case 'none':
      throw new SsmkitError('input', inference.why, { hint: inference.hint });
    case 'open': {
      const chosen = await choose(context, flags, inference.open);
      return await settled(context, flags, { ...known, [inference.open.field]: chosen }, infer);
    }
  }
}

/** What two places say differently is not ours to choose. */
export async function withoutConflicts(
  context: Context,
  flags: InitFlags,
  places: readonly (FoundSettings | undefined)[],
): Promise<Pick<KnownSettings, 'project' | 'component'>> {
  const one = async (field: 'project' | 'component') => {
    const said = new Set(places.map((place) => place?.[field]).filter((value) => value !== undefined));
    const [only] = said;
    if (flags.known[field] !== undefined) return flags.known[field];
    if (said.size < 2) return only;
    const why = `The names and the folder have different ${field}s.`;
    return await choose(context, flags, { field, why, choices: [...said] });
  };
  return { project: await one('project'), component: await one('component') };
}
