import { parse } from 'dotenv';

/** The names an example env file lists; its values do not matter and may be empty. */
export function exampleNames(bytes: Uint8Array): readonly string[] {
  return Object.keys(parse(new TextDecoder().decode(bytes)));
}
