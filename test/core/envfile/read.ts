import type { EnvFile, EnvFileOptions } from '../../../src/core/envfile/env-file.ts';
import { parseEnvFile } from '../../../src/core/envfile/parse.ts';

/** Reads a text, or bytes, as `f.env` under a path template with {service}. */
export function read(content: string | Uint8Array, options: Partial<EnvFileOptions> = {}): EnvFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return parseEnvFile(bytes, { file: 'f.env', sections: true, ...options });
}

/** `service/NAME=value` for each entry, in file order. */
export function assignments({ entries }: EnvFile): readonly string[] {
  return entries.map(({ service, name, value }) => `${service ?? ''}/${name}=${value.reveal()}`);
}

/** `line KEY message` for each finding. */
export function complaints({ findings }: EnvFile): readonly string[] {
  return findings.map(({ line, key, message }) => [line, key ?? '-', message].join(' '));
}
