import type { Claim } from '../core/environment.ts';
import type { Plan } from '../core/plan/step.ts';
import type { Session } from './context.ts';
import type { RunFlags } from './options.ts';

/** What a command that changes AWS brings to the one road. */
export interface PlanRun {
  readonly command: string;
  /** What is planned, in the user's words. */
  readonly title: string;
  /** Gather and assemble. @throws CallError when the live state cannot be read. */
  readonly plan: (session: Session) => Promise<Plan>;
  /** The plan of a preview that cannot, or is not to, read the live state. */
  readonly unread: (why: string, onPurpose: boolean) => Plan;
  readonly flags: RunFlags;
  readonly claim: Claim;
  /** Must be spelled out with --confirm whoever asks, although no protected environment is touched. */
  readonly spellOut?: string | undefined;
  /** Runs after the confirmation and before the first write; what it answers is said on stderr. */
  readonly beforeApply?: ((session: Session, plan: Plan) => Promise<readonly string[]>) | undefined;
}
