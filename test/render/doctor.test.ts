import { describe, expect, it } from 'vitest';
import { type CheckResult, found, passed } from '../../src/core/checkup.ts';
import { plain } from '../../src/core/style.ts';
import { renderDoctorJson, renderDoctorMarkdown } from '../../src/render/doctor-document.ts';
import { renderDoctorText } from '../../src/render/doctor-text.ts';
import type { DoctorView } from '../../src/render/doctor-view.ts';
import { wrapWords } from '../../src/render/wrap.ts';

const arn = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const results: readonly CheckResult[] = [
  passed('identity', 'arn:aws:iam::123456789012:user/ann'),
  found('warning', 'clock', "60 s behind the server's; AWS refuses requests from 5 minutes on.", {
    advice: 'Let the network set it; on Linux:',
    command: 'sudo timedatectl set-ntp true',
  }),
  passed('key', 'enabled', { subject: 'alias/own' }),
  found('problem', 'key', 'It is disabled.', { advice: 'Enable it:', command: 'aws …' }, { subject: arn }),
  found('not-checked', 'decryption', 'Denied.', { advice: 'Allow it.' }, { subject: 'alias/own' }),
  found(
    'warning',
    'plaintext',
    '12 parameters that look secret are no SecureString:',
    { advice: 'Encrypt.' },
    {
      items: Array.from({ length: 12 }, (_, index) => ({
        name: `/n${index}`,
        why: 'is named like a secret',
      })),
    },
  ),
];
const view: DoctorView = {
  ...{ about: 'environment prod', environment: 'prod', path: '/mow' },
  identity: { region: 'us-east-1', profile: 'ann', account: '123456789012', endpoint: undefined },
  ...{ results, calls: 9 },
};
const text = (parts: Partial<Parameters<typeof renderDoctorText>[1]> = {}) =>
  renderDoctorText(view, { columns: 80, unicode: true, style: plain, ...parts });

describe('a report as text', () => {
  it('is grouped and aligned, with what to do below', () => {
    expect(text().split('\n')).toEqual([
      'doctor: environment prod',
      'account 123456789012, region us-east-1, profile ann',
      '',
      'The way to AWS',
      '  ✓ identity  arn:aws:iam::123456789012:user/ann',
      "  ! clock     warning: 60 s behind the server's; AWS refuses requests from 5",
      '              minutes on.',
      '              Let the network set it; on Linux:',
      '              sudo timedatectl set-ntp true',
      '',
      'Keys',
      '  ✓ alias/own   enabled',
      `  ✗ ${arn}`,
      '                problem: It is disabled.',
      '                Enable it:',
      '                aws …',
      '  - decryption  not checked: alias/own: Denied.',
      '                Allow it.',
      '',
      'Parameters',
      '  ! in the clear  warning: 12 parameters that look secret are no SecureString:',
      ...Array.from({ length: 10 }, (_, index) => `                  /n${index} is named like a secret`),
      '                  and 2 more: --output json names them all',
      '                  Encrypt.',
      '',
      '2 ok, 2 warnings, 1 problem, 1 not checked; 9 calls to AWS.',
      '',
    ]);
  });

  it('can do without Unicode and with colours, and steers no terminal', () => {
    expect(text({ unicode: false })).toMatch(/ {2}\+ identity[\s\S]* {2}x arn:/);
    const red = (word: string) => `<${word}>`;
    expect(text({ style: { ...plain, red } })).toContain('<problem:> It is disabled.');
    const evil = { ...view, results: [passed('identity', 'a\u001b[2Jb')] };
    expect(renderDoctorText(evil, { columns: 80, unicode: true, style: plain })).not.toContain('\u001b');
  });

  it('stays readable on a narrow terminal', () => {
    const widths = text({ columns: 20 }).split('\n');
    expect(widths.find((line) => line.includes('60 s behind'))).toBe(
      '  ! clock     warning: 60 s behind the',
    );
  });
});

describe('a report as a document', () => {
  it('is JSON with every name', () => {
    const { checks, totals, calls, account } = JSON.parse(renderDoctorJson(view));
    expect([account, calls, totals]).toEqual([
      '123456789012',
      9,
      { ok: 2, warning: 2, problem: 1, 'not-checked': 1 },
    ]);
    expect(checks[0]).toEqual({
      ...{ check: 'identity', group: 'way', status: 'ok', subject: null },
      ...{ message: 'arn:aws:iam::123456789012:user/ann', advice: null, command: null },
    });
    expect(checks.at(-1).items).toHaveLength(12);
  });

  it('is Markdown that no text can break out of', () => {
    const evil = [found('problem', 'identity', 'a | b <script>', { advice: 'c\nd', command: '`e`' })];
    const markdown = renderDoctorMarkdown({ ...view, identity: undefined, results: evil });
    expect(markdown).toContain('| identity | problem | a \\| b \\<script\\> | c<br>d<br>\\`e\\` |');
    expect(renderDoctorMarkdown(view)).toContain('**2 ok, 2 warnings, 1 problem, 1 not checked**');
  });
});

describe('wrapped words', () => {
  it.each<[string, number, readonly string[]]>([
    ['', 10, []],
    ['one two', 10, ['one two']],
    ['one two', 6, ['one', 'two']],
    ['a-word-that-is-too-long x', 6, ['a-word-that-is-too-long', 'x']],
    ['  many   blanks ', 80, ['many blanks']],
  ])('%j in %i', (words, width, lines) => expect(wrapWords(words, width)).toEqual(lines));
});
