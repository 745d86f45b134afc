import { applyKeyPlan } from '../apply/key-plan.ts';
import { exitCode } from '../cli/exit-code.ts';
import { CallError } from '../core/call-error.ts';
import type { Claim } from '../core/environment.ts';
import { SsmkitError } from '../core/errors.ts';
import type { KeyDraft } from '../core/key/key-draft.ts';
import type { KeyOutcome, KeyPlan } from '../core/key/key-plan.ts';
import { findOrphans } from '../gather/key-orphans.ts';
import { renderKeyRunJson } from '../render/key-run-json.ts';
import { renderKeyRunMarkdown } from '../render/key-run-markdown.ts';
import { renderKeyRunText } from '../render/key-run-text.ts';
import type { Context, Session } from './context.ts';
import type { RunFlags } from './options.ts';
import { exitCodeOfOutcomes } from './outcome-code.ts';
import { whileReading } from './while-reading.ts';

export interface KeyRun {
  readonly title: string;
  readonly claim: Claim;
  readonly draft: KeyDraft;
  /** Gather and assemble. @throws CallError when the live state cannot be read. */
  readonly plan: (session: Session) => Promise<KeyPlan>;
  /** The plan of a preview that cannot, or is not to, read the live state. */
  readonly unread: (why: string, onPurpose: boolean) => KeyPlan;
  readonly flags: RunFlags;
}

/** The one road (run-plan.ts) for a key: a dry run ends after the plan is shown, applying carries that out. */
export async function runKeyPlan(context: Context, run: KeyRun): Promise<number> {
  const applying = context.mode === 'apply';
  if (run.flags.offline) {
    if (!applying) return preview(context, run, run.unread('not read (--offline)', true), undefined);
    throw new SsmkitError('usage', '--offline cannot apply: applying always reads the live state first.');
  }
  const session = await connected(context, run, applying);
  if (typeof session === 'string') return preview(context, run, run.unread(session, false), undefined);
  const plan = await planned(context, run, session, applying);
  return applying ? await apply(context, run, plan, session) : preview(context, run, plan, session);
}

/** Why there is no session, where a preview goes on without one. */
async function connected(context: Context, run: KeyRun, applying: boolean): Promise<Session | string> {
  try {
    return await context.connect(run.claim);
  } catch (error) {
    return whyUnread(error, applying);
  }
}

async function planned(context: Context, run: KeyRun, session: Session, applying: boolean): Promise<KeyPlan> {
  try {
    return await whileReading(context, session, () => run.plan(session));
  } catch (error) {
    return run.unread(whyUnread(error, applying), false);
  }
}

/** Applying needs the truth. */
function whyUnread(error: unknown, applying: boolean): string {
  if (applying || !(error instanceof CallError) || error.kind === 'aborted') throw error;
  return error.hint ? `${error.message} ${error.hint}` : error.message;
}

function preview(context: Context, run: KeyRun, plan: KeyPlan, session: Session | undefined): number {
  show(context, { ...run, title: `${run.title} (dry run)` }, plan, session);
  if (context.output === 'text') {
    context.terminal.out('Dry run: nothing was changed. To apply, add --apply or set DRY_RUN=0.\n');
  }
  if (plan.stateUnknown) return plan.stateUnknown.onPurpose ? exitCode.done : exitCode.denied;
  if (plan.steps.some(({ kind }) => kind === 'refuse')) return exitCode.failed;
  const differs = plan.steps.some(({ kind }) => kind !== 'keep');
  return run.flags.exitCodeWanted && differs ? exitCode.differences : exitCode.done;
}

async function apply(context: Context, run: KeyRun, plan: KeyPlan, session: Session): Promise<number> {
  if (plan.steps.some(({ kind }) => kind === 'refuse') && !run.flags.skipRefused) {
    show(context, run, plan, session);
    throw new SsmkitError('refused', 'Nothing was sent: the plan has a refused step.', {
      hint: 'Mend it, or apply the rest with --skip-refused.',
    });
  }
  const admin = await session.keyAdmin();
  const { clock, signal } = context;
  const findTagged = async () => (await findOrphans(admin, run.draft)).keys;
  const outcomes = await applyKeyPlan(plan, { admin, findTagged, clock, signal });
  show(context, run, plan, session, outcomes);
  return exitCodeOfOutcomes(outcomes, signal.aborted);
}

function show(
  context: Context,
  { title }: Pick<KeyRun, 'title'>,
  plan: KeyPlan,
  session: Session | undefined,
  outcomes?: readonly KeyOutcome[],
): void {
  const { terminal, output } = context;
  const view = { title, plan, identity: session?.identity(), outcomes };
  if (output === 'json') terminal.out(renderKeyRunJson(view));
  else if (output === 'markdown') terminal.out(renderKeyRunMarkdown(view));
  else terminal.out(renderKeyRunText(view, terminal.outStyle));
}
