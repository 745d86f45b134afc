import { type CheckId, type CheckResult, found, passed } from '../../core/checkup.ts';
import { type Answer, isDenied, unanswered } from './answer.ts';
import type { CommandLines } from './lines.ts';

export const throughputSetting = '/ssm/parameter-store/high-throughput-enabled';
export const tierSetting = '/ssm/parameter-store/default-parameter-tier';

const throughputWords: Readonly<Record<string, string>> = {
  false: 'default: about 3 writes a second, 100 new parameters in 33 s',
  true: 'higher: about 10 writes a second; AWS charges for every call',
};
const tierWords: Readonly<Record<string, string>> = {
  Standard: 'Standard: free, values up to 4 KB, 10,000 parameters',
  Advanced: 'Advanced: AWS charges for every new parameter',
  'Intelligent-Tiering': 'Intelligent-Tiering: Advanced, at its price, for what Standard cannot hold',
};

/** Information, whatever is set; docs/quota.md says what it means. */
export function checkThroughput(answer: Answer<string | undefined>, lines: CommandLines): CheckResult {
  return checkSetting('throughput', answer, throughputWords, lines);
}

export function checkTier(answer: Answer<string | undefined>, lines: CommandLines): CheckResult {
  return checkSetting('tier', answer, tierWords, lines);
}

function checkSetting(
  check: CheckId,
  answer: Answer<string | undefined>,
  words: Readonly<Record<string, string>>,
  lines: CommandLines,
): CheckResult {
  if ('error' in answer) {
    if (!isDenied(answer.error)) return unanswered(check, answer.error, lines);
    // No other command asks, so a role without it is no worse.
    const advice = 'Only doctor asks for it; allow it where you want to know.';
    const command = lines.aws('ssm', 'get-service-setting', '--setting-id', settingOf(check));
    return found('not-checked', check, 'ssm:GetServiceSetting is denied.', { advice, command });
  }
  const { value } = answer;
  return passed(check, (value === undefined ? undefined : words[value]) ?? `${value ?? 'not told'}`);
}

function settingOf(check: CheckId): string {
  return check === 'throughput' ? throughputSetting : tierSetting;
}
