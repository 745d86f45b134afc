import { type CheckResult, found, passed } from '../../core/checkup.ts';
import type { StoredParameter } from '../../core/parameter/stored.ts';
import type { Listing } from './listing.ts';
import type { InScope } from './scope.ts';
import type { Subject } from './subject.ts';
import { counted, grouped } from './words.ts';

/** Whether what stands below the path is what the path template makes of it. */
export function checkHierarchy(
  { path, environment, lines, settings }: Subject,
  below: Listing<StoredParameter>,
  scope: readonly InScope[],
): CheckResult {
  const read = scope.filter(({ value }) => value !== undefined).length;
  const whose = environment === undefined ? '' : ` of ${environment}`;
  if (!below.complete) {
    const message = `${counted(below.items.length, 'parameter')} below ${path} were read, ${grouped(read)}${whose} among them; reading stopped there.`;
    const todo = { advice: 'To look at them all:', command: lines.again('--full') };
    return found('not-checked', 'hierarchy', message, todo);
  }
  if (read > 0) {
    return passed('hierarchy', `${counted(read, 'parameter')}${whose} below ${path}`);
  }
  const example = below.items[0]?.name;
  if (example === undefined) {
    return found('warning', 'hierarchy', `Nothing is below ${path}.`, {
      advice: 'It is new, or the Region, the project or the path is another one:',
      command: lines.ssmkit('tree', '--depth', '3'),
    });
  }
  return found(
    'warning',
    'hierarchy',
    `${counted(below.items.length, 'parameter')} below ${path}, such as ${example}, and none${whose} by the template ${settings.template.text}.`,
    {
      advice: 'Check the name of the environment, and pathTemplate:',
      command: lines.ssmkit('tree', path ?? '/'),
    },
  );
}
