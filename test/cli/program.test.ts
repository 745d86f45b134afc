import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { type CommandInput, type CommandModule, collect } from '../../src/cli/command.ts';
import { addApplyOptions } from '../../src/cli/global-options.ts';
import { environmentOption, makeProgram, parseArguments } from '../../src/cli/program.ts';
import { SsmkitError } from '../../src/core/errors.ts';
import { readRunMode } from '../../src/settings/switch.ts';

const canary = 'canary-value';

function module(name: string, declare: (command: Command) => void): CommandModule<undefined> {
  return { name, summary: `do ${name}`, declare, run: async () => 0 };
}

const registry = [
  module('put', (command) => {
    command.option('--name <name>').option('--value <value>').option('-f, --file <file>', 'layer', collect);
    command.addOption(environmentOption());
    addApplyOptions(command);
  }),
  module('tag', (command) => {
    command.argument('<ids...>').option('--print-keys');
  }),
  module('list', () => {}),
  module('local serve', (command) => {
    command.option('--port <number>');
  }),
  module('local reset', () => {}),
];

const groups = { local: 'the embedded store' };

interface Parsed {
  readonly command: string | undefined;
  readonly input: CommandInput;
  readonly parsed: boolean;
  readonly out: string;
  readonly err: string;
}

function parse(...args: readonly string[]): Parsed {
  const streams = { out: '', err: '' };
  const calls: { command: string; input: CommandInput }[] = [];
  const program = makeProgram({
    args,
    registry,
    groups,
    version: '1.2.3',
    out: (text) => {
      streams.out += text;
    },
    err: (text) => {
      streams.err += text;
    },
    columns: 80,
    colors: false,
    onCommand: (command, input) => calls.push({ command: command.name, input }),
  });
  const parsed = parseArguments(program, args);
  expect(calls.length).toBe(parsed ? 1 : 0);
  return {
    command: calls[0]?.command,
    input: calls[0]?.input ?? { options: {}, args: [] },
    parsed,
    ...streams,
  };
}

function usageError(...args: readonly string[]): SsmkitError {
  try {
    parse(...args);
  } catch (error) {
    if (error instanceof SsmkitError) return error;
    throw error;
  }
  throw new Error(`${args.join(' ')} was taken`);
}

describe('options', () => {
  it.each<[string[], object]>([
    [['put', '--region', 'b'], { region: 'b' }],
    [['--region', 'a', 'put'], { region: 'a' }],
    [['--region', 'a', 'put', '--region', 'b'], { region: 'b' }],
    [['--region=a', '--profile=p', 'put'], { region: 'a', profile: 'p' }],
    [['--local', 'put', '--local-dir', 'd'], { local: true, localDir: 'd' }],
    [['--output', 'json', 'put'], { output: 'json' }],
    [['--output', 'json', 'put', '--output', 'markdown'], { output: 'markdown' }],
    [['put'], { output: 'text', color: true }],
    [['--no-color', 'put'], { color: false }],
    [['put', '--no-color', '--quiet', '--debug'], { color: false, quiet: true, debug: true }],
    [['put', '--env', 'prod'], { environment: 'prod' }],
    [['put', '--environment', 'prod'], { environment: 'prod' }],
    [['put', '--env=prod'], { environment: 'prod' }],
    [['put', '--env', 'a', '--environment', 'b'], { environment: 'b' }],
    [['put', '-f', 'a', '--file', 'b', '-f', 'c'], { file: ['a', 'b', 'c'] }],
    [['put', '--value=-----BEGIN KEY-----'], { value: '-----BEGIN KEY-----' }],
    [['put', '--value', '-----BEGIN KEY-----'], { value: '-----BEGIN KEY-----' }],
    [['put', '--value', ''], { value: '' }],
    [['put', '--value', 'a=b c'], { value: 'a=b c' }],
    [
      ['put', '--rate', '2.5', '--concurrency', '4', '--max-attempts', '9', '--max-time', '60'],
      { rate: 2.5, concurrency: 4, maxAttempts: 9, maxTime: 60 },
    ],
  ])('%j', (args, options) => {
    expect(parse(...args)).toMatchObject({ command: 'put', input: { options, args: [] } });
  });

  it.each<[string[], object]>([
    [['local', 'serve', '--port', '1', '--region', 'c'], { port: '1', region: 'c' }],
    [['--region', 'a', 'local', 'serve'], { region: 'a' }],
    [['--region', 'a', 'local', '--region', 'b', 'serve'], { region: 'b' }],
    [['--region', 'a', 'local', '--region', 'b', 'serve', '--region', 'c'], { region: 'c' }],
    [['--output', 'json', 'local', 'serve'], { output: 'json' }],
  ])('nested: %j', (args, options) => {
    expect(parse(...args)).toMatchObject({ command: 'local serve', input: { options, args: [] } });
  });

  it('are not left over in the next program', () => {
    parse('put', '-f', 'a', '--apply');
    expect(parse('put').input.options).not.toHaveProperty('file');
    expect(parse('put').input.options).not.toHaveProperty('apply');
  });

  it.each<[string[], string[]]>([
    [
      ['tag', '/a', '/b'],
      ['/a', '/b'],
    ],
    [
      ['tag', '--print-keys', '--', '/a', '--apply'],
      ['/a', '--apply'],
    ],
    [['tag', '--', '-x'], ['-x']],
  ])('arguments of %j', (args, given) => {
    expect(parse(...args).input.args).toEqual(given);
  });
});

describe('preview or apply', () => {
  const mode = (args: readonly string[], variable?: string) => {
    const { options } = parse('put', ...args).input;
    const given = (name: string) => options[name] === true;
    return readRunMode(
      { apply: given('apply'), noDryRun: given('noDryRunGiven'), dryRun: given('dryRunGiven') },
      variable,
    );
  };
  it.each<[string[], string | undefined, string]>([
    [[], undefined, 'unset'],
    [[], '0', 'apply'],
    [['--apply'], '1', 'apply'],
    [['--no-dry-run'], '1', 'apply'],
    [['--dry-run'], '0', 'preview'],
    [['--apply', '--no-dry-run'], undefined, 'apply'],
  ])('%j with DRY_RUN=%s: %s', (args, variable, expected) => {
    expect(mode(args, variable)).toBe(expected);
  });

  it.each([
    [['--dry-run', '--no-dry-run']],
    [['--no-dry-run', '--dry-run']],
    [['--dry-run', '--apply']],
    [['--apply', '--dry-run']],
  ])('%j contradict each other, in any order', (args) => {
    expect(() => mode(args)).toThrowError(/contradict/);
  });
});

describe('usage errors', () => {
  it.each<[string[], string, string]>([
    [['put', '--nmae', canary], 'Unknown option --nmae. Did you mean --name?', 'put'],
    [['put', `--valeu=${canary}`], 'Unknown option --valeu.', 'put'],
    [['put', `--valu=it's-${canary}`], 'Unknown option --valu.', 'put'],
    [['put', `--my_2nd=${canary}`], 'Unknown option --my_2nd.', 'put'],
    [['put', `--x=a b=${canary}`], 'Unknown option --x.', 'put'],
    [['put', `-p${canary}`], 'Unknown option -p.', 'put'],
    [['put', '--dry-run=0'], 'The option --dry-run takes no value.', 'put'],
    [['put', '--apply=1'], 'The option --apply takes no value.', 'put'],
    [['put', '--value'], "Option '--value <value>' argument missing.", 'put'],
    [['put', canary], 'There are more arguments than this command takes.', 'put'],
    [['list', '--', canary], 'There are more arguments than this command takes.', 'list'],
    [['tag'], "Missing required argument 'ids'.", 'tag'],
    [['put', '--output', 'xml'], 'Allowed choices are text, json, markdown.', 'put'],
    [[canary], 'There is no such command.', ''],
    [['lst'], 'There is no such command. Did you mean list?', ''],
    [['help', canary], 'There is no such command.', ''],
    [[`--nope=${canary}`, 'put'], 'Unknown option --nope.', 'put'],
    [[], 'No command was given.', ''],
    [['--quiet'], 'No command was given.', ''],
  ])('%j', (args, words, command) => {
    const error = usageError(...args);
    expect(error.code).toBe('usage');
    expect(error.message).toContain(words);
    expect(`${error.message} ${error.hint}`.includes(canary)).toBe(false);
    expect(error.hint).toBe(`See ssmkit ${command === '' ? '' : `${command} `}--help.`);
    expect(error.message).not.toMatch(/^error|outputHelp/);
  });

  it.each(['--rate', '--concurrency', '--max-attempts', '--max-time'])(
    '%s takes numbers above 0 alone',
    (flag) => {
      for (const text of ['0', '-1', 'x', '', 'NaN', 'Infinity', '1e3', '0x10', ' 1']) {
        expect(usageError('put', flag, text).message).toMatch(new RegExp(`^${flag} takes a .*number`));
      }
    },
  );

  it.each(['--concurrency', '--max-attempts'])('%s takes whole numbers alone', (flag) => {
    expect(usageError('put', flag, '1.5').message).toBe(`${flag} takes a whole number above 0, not "1.5".`);
  });

  it('print nothing of their own but the help', () => {
    const streams: string[] = [];
    const program = makeProgram({
      registry,
      groups,
      version: '',
      out: (text) => streams.push(text),
      err: (text) => streams.push(text),
      columns: 80,
      colors: false,
      onCommand: () => {},
    });
    expect(() => parseArguments(program, ['put', '--nope'])).toThrowError(SsmkitError);
    expect(streams).toEqual([]);
  });
});

describe('help and version', () => {
  it('go to stdout and run nothing', () => {
    expect(parse('--version')).toMatchObject({ parsed: false, out: '1.2.3\n', err: '' });
    for (const args of [['--help'], ['-h'], ['help']]) {
      expect(parse(...args).out).toMatch(/^Usage: ssmkit /);
    }
    for (const args of [
      ['put', '--help'],
      ['put', '-h'],
      ['help', 'put'],
      ['put', '--name', 'x', '--help'],
    ]) {
      expect(parse(...args)).toMatchObject({
        parsed: false,
        out: expect.stringMatching(/^Usage: ssmkit put /),
        err: '',
      });
    }
  });

  it('list every command, and both names of the environment', () => {
    const { out } = parse('--help');
    for (const { name, summary } of registry) {
      const [first = '', nested] = name.split(' ');
      if (nested === undefined) expect(out).toMatch(new RegExp(`${name} .*${summary}`));
      else expect(parse(first, '--help').out).toMatch(new RegExp(`${nested} .*${summary}`));
    }
    expect(out).toMatch(/local .*the embedded store/);
    expect(parse('put', '--help').out).toContain('--env, --environment <name>');
  });

  it('fit the terminal', () => {
    for (const args of [['--help'], ['put', '--help']]) {
      for (const line of parse(...args).out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
  });
});

describe('collect', () => {
  it.each<[string, readonly string[] | undefined, string[]]>([
    ['a', undefined, ['a']],
    ['b', ['a'], ['a', 'b']],
    ['', ['a'], ['a', '']],
  ])('%j after %j', (value, before, all) => {
    expect(collect(value, before)).toEqual(all);
  });
});
