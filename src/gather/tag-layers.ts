import * as z from 'zod/mini';
import { type Finding, InputError } from '../core/errors.ts';
import { quoted } from '../core/parameter/name.ts';
import type { FileReader } from '../core/ports.ts';
import { readJson } from '../core/read-json.ts';
import { repeatedKeys, type TagLayer } from '../core/tag/layer.ts';
import type { Tag } from '../core/tag/tag.ts';

const tagSchema = z.strictObject({ Key: z.string(), Value: z.string() });
const layerSchema = z.array(tagSchema);

export interface LayerFile {
  readonly layer: TagLayer;
  readonly findings: readonly Finding[];
}

/**
 * Reads a tag layer: a JSON array of `{"Key","Value"}`.
 * @throws SsmkitError when the file cannot be read, or InputError when it has another shape.
 */
export async function readLayer(files: FileReader, path: string): Promise<LayerFile> {
  const text = new TextDecoder().decode(await files.read(path));
  const layer: TagLayer = { origin: path, tags: parseLayer(text, path) };
  const findings = repeatedKeys(layer).map(
    (key): Finding => ({
      severity: 'warning',
      file: path,
      line: 0,
      message: `has the tag key ${quoted(key)} twice; the last one wins`,
    }),
  );
  return { layer, findings };
}

function parseLayer(text: string, path: string): readonly Tag[] {
  const complain = (line: number, messages: readonly string[]): never => {
    const findings = messages.map(
      (message): Finding => ({
        severity: 'error',
        file: path,
        line,
        message,
        hint: 'Write a JSON array such as [{"Key":"Project","Value":"mow"}].',
      }),
    );
    throw new InputError(`The tag layer ${path} cannot be used.`, findings);
  };
  const json = readJson(text);
  if (!('value' in json)) return complain(json.line, [`is not JSON from column ${json.column} on`]);
  const parsed = layerSchema.safeParse(json.value);
  if (parsed.success) return parsed.data;
  const places = new Set(parsed.error.issues.map(({ path: [index] }) => index));
  return complain(
    0,
    [...places].map((index) =>
      index === undefined
        ? 'is not an array'
        : `entry ${Number(index) + 1} is wrong: every entry has a Key and a Value, both text, and nothing else`,
    ),
  );
}

/** One `--tag`: `{"Key":"k","Value":"v"}` as the old scripts took it, or `k=v`. */
export function parseTagFlag(text: string): Tag {
  if (text.trimStart().startsWith('{')) {
    const [tag, ...more] = parseLayer(`[${text}]`, '--tag');
    if (tag && more.length === 0) return tag;
  }
  const at = text.startsWith('{') ? -1 : text.indexOf('=');
  if (at < 1) {
    throw new InputError('A tag cannot be used.', [
      {
        severity: 'error',
        file: '--tag',
        line: 0,
        message: `${quoted(text)} is neither {"Key":"k","Value":"v"} nor k=v`,
      },
    ]);
  }
  return { Key: text.slice(0, at), Value: text.slice(at + 1) };
}
