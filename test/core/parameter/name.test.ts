import { describe, expect, it } from 'vitest';
import {
  type ArnScope,
  canonicalName,
  nameProblem,
  parameterArn,
  parseParameterName,
  quoted,
} from '../../../src/core/parameter/name.ts';

const scope: ArnScope = { partition: 'aws', region: 'us-east-2', account: '111122223333' };
const levels = (count: number) => '/x'.repeat(count);
/** A name whose ARN has this many characters. */
const withArnOf = (length: number, start = '/') => {
  const before = parameterArn(start, scope).length;
  return `${start}${'a'.repeat(length - before)}`;
};

// aws-facts, section 1.
describe('nameProblem', () => {
  it.each([
    ['a root name', 'POSTGRES_DB'],
    ['a root name with a slash', '/POSTGRES_DB'],
    ['a hierarchy', '/mow/backend/postgres/prod/POSTGRES_DB'],
    ['every character', '/AZaz09_.-/x'],
    ['dots', '/a/./..'],
    ['15 levels', levels(15)],
    ['aws further on', '/app/awsKey'],
    ['ssm further on', '/x/ssm'],
    ['aws inside the first level', '/myaws/x'],
    ['the longest', withArnOf(1011)],
    ['the longest root name', withArnOf(1011, 'r')],
  ])('takes %s', (_what, name) => {
    expect(nameProblem(name, scope)).toBeUndefined();
  });

  it.each([
    ['nothing', '', 'is empty'],
    ['no leading slash', 'a/b', 'does not start with one'],
    ['an empty level', '/a//b', 'empty level'],
    ['two leading slashes', '//a', 'empty level'],
    ['a trailing slash', '/a/b/', 'ends with a slash'],
    ['a slash alone', '/', 'ends with a slash'],
    ['16 levels', levels(16), 'has 16 levels; AWS allows 15'],
    ['one character too many', withArnOf(1012), 'is 1012 characters long as an ARN; AWS allows 1011'],
    ['a space', '/a b', 'has a space'],
    ['a leading space, which AWS would trim', ' /a', 'has a space'],
    ['a trailing space', '/a ', 'has a space'],
    ['@', '/a@b', 'has "@"'],
    ['a colon', '/a:3', 'has ":"'],
    ['*', '/a*', 'has "*"'],
    ['a comma', '/a,b', 'has ","'],
    ['a backslash', '/a\\b', 'has "\\"'],
    ['an umlaut', '/ä', 'has "ä"'],
    ['an emoji, whole', '/🙂', 'has "🙂"'],
    ['a newline', '/a\n', 'the control character U+000A'],
    ['an escape', '/\u001b[2J', 'the control character U+001B'],
    ['a C1 control', '/\u009b', 'the control character U+009B'],
    ['a bidirectional override', '/\u202e', 'the character U+202E'],
    ['aws first', '/aws/x', 'starts with "aws", which AWS reserves'],
    ['AWS first', '/AWS/x', 'starts with "AWS"'],
    ['aws as the beginning of the first level', '/awsfoo/x', 'starts with "aws"'],
    ['aws at the beginning of a root name', 'awsTestParameter', 'starts with "aws"'],
    ['ssm first', '/ssm/x', 'starts with "ssm"'],
    ['SSM at the beginning', '/Ssmkit', 'starts with "Ssm"'],
    ['an ARN', 'arn:aws:ssm:us-east-1:1:parameter/x', 'is an ARN'],
    ['a path rewritten by Git Bash', 'C:/Program Files/Git/mow/x', 'MSYS_NO_PATHCONV=1'],
    ['a Windows path', 'c:\\mow\\x', 'Git Bash'],
  ])('refuses %s', (_what, name, words) => {
    expect(nameProblem(name, scope)).toContain(words);
  });

  it('reckons with a long Region while the Region is not known', () => {
    expect(nameProblem(withArnOf(1011))).toContain('AWS allows 1011');
    expect(nameProblem(withArnOf(1011 - 'ap-southeast-1'.length + 'us-east-2'.length))).toBeUndefined();
  });

  it('never brings a control character into the message', () => {
    for (let code = 0; code < 0x100; code += 1) {
      const character = String.fromCodePoint(code);
      const problem = nameProblem(`/a${character}b`, scope) ?? '';
      expect(/\p{Cc}/u.test(problem), `U+${code.toString(16)}`).toBe(false);
    }
  });
});

describe('parseParameterName', () => {
  it('gives the name back', () => {
    expect(parseParameterName('/a/b')).toBe('/a/b');
  });

  it('throws input errors that name the rule and the name, printable', () => {
    const name = '/a\u001b[31m\u009b';
    expect(() => parseParameterName(name)).toThrowError(
      expect.objectContaining({ code: 'input', message: expect.stringContaining('U+001B') }),
    );
    expect(() => parseParameterName(name)).toThrowError(/"\/a\\u001b\[31m\\u009b"/);
  });
});

describe('parameterArn', () => {
  it.each([
    ['/mow/x', 'arn:aws:ssm:us-east-2:111122223333:parameter/mow/x'],
    ['x', 'arn:aws:ssm:us-east-2:111122223333:parameter/x'],
    ['/x', 'arn:aws:ssm:us-east-2:111122223333:parameter/x'],
  ])('%s', (name, arn) => {
    expect(parameterArn(name, scope)).toBe(arn);
  });

  it('knows partitions', () => {
    const china: ArnScope = { partition: 'aws-cn', region: 'cn-north-1', account: '1' };
    expect(parameterArn('/x', china)).toBe('arn:aws-cn:ssm:cn-north-1:1:parameter/x');
  });
});

describe('canonicalName', () => {
  it.each([
    ['X', 'X'],
    ['/X', 'X'],
    ['/a/X', '/a/X'],
  ])('%s is %s', (name, form) => {
    expect(canonicalName(name)).toBe(form);
  });
});

describe('quoted', () => {
  it.each([
    ['/a', '"/a"'],
    ['a"b', '"a\\"b"'],
    ['a\n\u001b\u007f\u009b\u2028', '"a\\n\\u001b\\u007f\\u009b\\u2028"'],
  ])('%j', (name, text) => {
    expect(quoted(name)).toBe(text);
  });
});
