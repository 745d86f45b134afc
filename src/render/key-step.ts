import type { KeyStep } from '../core/key/key-plan.ts';
import { policyLines } from '../core/key/policy-merge.ts';
import { printable } from '../core/printable.ts';
import type { Style } from '../core/style.ts';
import { plural } from './step-line.ts';

/** One sign per kind of step, for the eye; the words beside it say the same without colour. */
export function keySign(step: KeyStep, style: Style): string {
  switch (step.kind) {
    case 'create-key':
    case 'create-alias':
      return style.green('+');
    case 'update-description':
    case 'untag':
    case 'tag':
    case 'enable-rotation':
    case 'put-policy':
      return style.yellow('~');
    case 'refuse':
      return style.red('!');
    case 'keep':
      return style.dim('=');
    case 'unknown':
      return style.dim('?');
  }
}

/** What a step does, in words: `create alias alias/ssm-prod`. */
export function keyStepWords(step: KeyStep): string {
  return printable(wordsOf(step));
}

function wordsOf(step: KeyStep): string {
  switch (step.kind) {
    case 'create-key':
      return `create key ${JSON.stringify(step.request.description)}, symmetric`;
    case 'create-alias':
      return `create alias ${step.alias}`;
    case 'update-description':
      return `description: ${JSON.stringify(step.from)} → ${JSON.stringify(step.to)}`;
    case 'untag':
      return `remove ${plural(step.keys.length, 'tag')}`;
    case 'tag':
      return `set ${plural(step.tags.length, 'tag')}${step.unread ? ' (live tags unknown)' : ''}`;
    case 'enable-rotation':
      return rotationWords(step);
    case 'put-policy':
      return 'put policy, which differs so:';
    case 'keep':
      return 'as it should be';
    case 'refuse':
      return `refused: ${step.reason}`;
    case 'unknown':
      return 'state unknown';
  }
}

/** The period is AWS's 365 days where none is given. */
function rotationWords({ days = 365, from }: Extract<KeyStep, { kind: 'enable-rotation' }>): string {
  const before = from?.enabled ? `every ${from.days ?? '?'} days → ` : '';
  return `${before === '' ? 'enable rotation, ' : 'rotation: '}${before}every ${days} days`;
}

/** What stands below a step, one line each: its tags, a refusal's way out. */
export function keyStepDetails(step: KeyStep): readonly string[] {
  return detailsOf(step).map(printable);
}

function detailsOf(step: KeyStep): readonly string[] {
  switch (step.kind) {
    case 'create-key': {
      const { tags, policy } = step.request;
      const words = policy === undefined ? "AWS's default policy" : 'policy:';
      return [...tags.map(({ Key, Value }) => `tag ${Key}=${Value}`), words];
    }
    case 'tag':
      return step.tags.map(({ Key, Value, from }) =>
        from === undefined ? `tag ${Key}=${Value}` : `tag ${Key}: ${from} → ${Value}`,
      );
    case 'untag':
      return step.keys.map((key) => `tag ${key}`);
    case 'refuse':
      return [step.hint];
    case 'create-alias':
    case 'put-policy':
    case 'update-description':
    case 'enable-rotation':
    case 'keep':
    case 'unknown':
      return [];
  }
}

/** The policy that a step writes, or how it differs from the one there is, line by line. */
export function keyStepPolicy(step: KeyStep): readonly string[] {
  if (step.kind === 'put-policy') return step.difference.map(printable);
  if (step.kind !== 'create-key' || step.request.policy === undefined) return [];
  return policyLines(step.request.policy).map(printable);
}
