import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.ts';
import { parseTagFlag, readLayer } from '../../src/gather/tag-layers.ts';
import { fakeFiles } from './file-reader.ts';

const canary = 'canary-secret';

async function problems(content: string | Uint8Array): Promise<InputError> {
  const error = await readLayer(fakeFiles({ 'a.json': content }), 'a.json').catch(
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InputError)) throw new Error('an InputError was expected');
  return error;
}

describe('readLayer', () => {
  it.each<[string, string, object[]]>([
    [
      'an array of tags',
      '[{"Key":"a","Value":"1"},{"Key":"b","Value":""}]',
      [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '' },
      ],
    ],
    ['an empty array', '[]', []],
    ['a byte order mark and blanks', '\uFEFF [ {"Value":"1","Key":"a"} ]\n', [{ Key: 'a', Value: '1' }]],
  ])('takes %s', async (_what, text, tags) => {
    const { layer, findings } = await readLayer(fakeFiles({ 'a.json': text }), 'a.json');
    expect(layer).toEqual({ origin: 'a.json', tags });
    expect(findings).toEqual([]);
  });

  it('warns of a key that stands twice, once per key', async () => {
    const tag = (Key: string) => ({ Key, Value: '1' });
    const text = JSON.stringify(['a', 'a', 'a', 'b\u001b', 'b\u001b'].map(tag));
    const { findings } = await readLayer(fakeFiles({ 'a.json': text }), 'a.json');
    expect(findings.map(({ severity, file, message }) => [severity, file, message])).toEqual([
      ['warning', 'a.json', 'has the tag key "a" twice; the last one wins'],
      ['warning', 'a.json', 'has the tag key "b\\u001b" twice; the last one wins'],
    ]);
  });

  it.each<[string, string, readonly (readonly [number, string])[]]>([
    ['an env file', `POSTGRES_PASSWORD=${canary}\n`, [[1, 'is not JSON from column 1 on']]],
    ['nothing', '', [[1, 'is not JSON from column 1 on']]],
    ['a comma too many', '[\n  {"Key":"a","Value":"1"},\n]', [[3, 'is not JSON from column 1 on']]],
    ['a value that breaks off', `[{"Key":"a","Value":"${canary}`, [[1, 'is not JSON from column 35 on']]],
    ['an object', `{"a":"${canary}"}`, [[0, 'is not an array']]],
    ['text', `"${canary}"`, [[0, 'is not an array']]],
    ['null', 'null', [[0, 'is not an array']]],
    ['a map of tags, as Terraform has it', `{"Project":"${canary}"}`, [[0, 'is not an array']]],
    ['a bare word in it', `["${canary}"]`, [[0, 'entry 1 is wrong']]],
    ['KMS names', `[{"TagKey":"a","TagValue":"${canary}"}]`, [[0, 'entry 1 is wrong']]],
    ['lower case', `[{"key":"a","value":"${canary}"}]`, [[0, 'entry 1 is wrong']]],
    ['a number', '[{"Key":"a","Value":"1"},{"Key":"b","Value":2}]', [[0, 'entry 2 is wrong']]],
    ['a member too many', `[{"Key":"a","Value":"1","x":"${canary}"}]`, [[0, 'entry 1 is wrong']]],
    ['a missing value', '[{"Key":"a"}]', [[0, 'entry 1 is wrong']]],
    [
      'several at once, each once',
      '[{"Key":1,"Value":2},{"Key":"a","Value":"1"},null]',
      [
        [0, 'entry 1 is wrong'],
        [0, 'entry 3 is wrong'],
      ],
    ],
    ['layers in layers', '[[{"Key":"a","Value":"1"}]]', [[0, 'entry 1 is wrong']]],
  ])('locates %s, and shows nothing of it', async (_what, text, expected) => {
    const error = await problems(text);
    expect(error.findings.map(({ line }) => line)).toEqual(expected.map(([line]) => line));
    for (const [index, [, words]] of expected.entries()) {
      expect(error.findings[index]).toMatchObject({
        severity: 'error',
        file: 'a.json',
        message: expect.stringContaining(words),
      });
    }
    expect(JSON.stringify([error.message, error.findings]).includes('canary')).toBe(false);
    expect(error.cause).toBeUndefined();
  });

  it('passes on that a file is missing', async () => {
    await expect(readLayer(fakeFiles({}), 'gone.json')).rejects.toMatchObject({
      code: 'input',
      message: 'gone.json does not exist.',
    });
  });
});

describe('parseTagFlag', () => {
  it.each([
    ['{"Key":"k","Value":"v"}', 'k', 'v'],
    [' {"Key":"k","Value":"a=b"} ', 'k', 'a=b'],
    ['k=v', 'k', 'v'],
    ['k=', 'k', ''],
    ['k=a=b', 'k', 'a=b'],
    ['k={"a":1}', 'k', '{"a":1}'],
    ['k= v ', 'k', ' v '],
  ])('%s', (text, Key, Value) => {
    expect(parseTagFlag(text)).toEqual({ Key, Value });
  });

  it.each([
    'k',
    '=v',
    '',
    '{"Key":"k"}',
    '{"Key":"k","Value":1}',
    '{k=v}',
    '{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}',
    '[{"Key":"a","Value":"1"}]',
  ])('refuses %j', (text) => {
    expect(() => parseTagFlag(text)).toThrowError(InputError);
    try {
      parseTagFlag(text);
    } catch (error) {
      expect(error instanceof InputError && error.findings.every(({ file }) => file === '--tag')).toBe(true);
    }
  });
});
