import { printable } from '../printable.ts';
import type { Secret } from './secret.ts';

/**
 * The last net under everything said on stderr. Nothing of ours puts a value into a message; text that is
 * not ours might. It holds only SecureStrings that a run has read or is to write.
 */
export interface SecretNet {
  readonly add: (secret: Secret) => void;
  /** Names, Regions and the like: a secret that is one of their words is left in, or every name would tell it. */
  readonly know: (word: string) => void;
  /** The text with every such value replaced, also where it was escaped on the way. */
  readonly clean: (text: string) => string;
}

/** Shorter values are words too often, and taking them out of a sentence would tell what they are. */
const shortest = 8;
const replacement = '[redacted]';

export function createSecretNet(): SecretNet {
  const secrets = new Set<Secret>();
  const known = new Set<string>();
  const isKnown = (form: string) => [...known].some((word) => word.includes(form));
  return {
    add: (secret) => secrets.add(secret),
    know: (word) => known.add(word),
    clean: (text) => {
      let cleaned = text;
      for (const secret of secrets) {
        for (const form of formsOf(secret.reveal())) {
          if (cleaned.includes(form) && !isKnown(form)) cleaned = cleaned.replaceAll(form, replacement);
        }
      }
      return cleaned;
    },
  };
}

/** As it is, as JSON writes it, as our own terminal filter writes it, and its lines one by one. */
function formsOf(value: string): readonly string[] {
  const forms = [value, JSON.stringify(value).slice(1, -1), printable(value), ...value.split(/\r?\n/)];
  return [...new Set(forms)].filter((form) => form.trim().length >= shortest);
}
