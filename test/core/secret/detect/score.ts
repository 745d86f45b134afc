import { looksSecret } from '../../../../src/core/secret/detect/looks-secret.ts';
import { Secret } from '../../../../src/core/secret/secret.ts';
import { type CorpusEntry, readCorpus } from './corpus.ts';

export interface Part {
  readonly secrets: readonly CorpusEntry[];
  readonly ordinary: readonly CorpusEntry[];
}

/** How well a part's secrets and ordinary settings are told apart; misses and false alarms by name. */
export interface Score {
  readonly secrets: number;
  readonly ordinary: number;
  readonly precision: number;
  readonly recall: number;
  readonly misses: readonly string[];
  readonly falseAlarms: readonly string[];
}

export function readPart(part: string): Part {
  return { secrets: readCorpus(`secrets-${part}`), ordinary: readCorpus(`ordinary-${part}`) };
}

/** Both parts as one; what both authors thought of, like `NODE_ENV=production`, counts once. */
export function together(one: Part, other: Part): Part {
  return {
    secrets: distinct([...one.secrets, ...other.secrets]),
    ordinary: distinct([...one.ordinary, ...other.ordinary]),
  };
}

export function distinct(entries: readonly CorpusEntry[]): readonly CorpusEntry[] {
  return [...new Map(entries.map((entry) => [`${entry.name}=${entry.value}`, entry])).values()];
}

const isFound = ({ name, value }: CorpusEntry) => looksSecret(name, new Secret(value)) !== undefined;
const described = ({ name, label }: CorpusEntry) => (name === label ? name : `${name} (${label})`);

export function measure({ secrets, ordinary }: Part): Score {
  const misses = secrets.filter((entry) => !isFound(entry)).map(described);
  const falseAlarms = ordinary.filter(isFound).map(described);
  const found = secrets.length - misses.length;
  return {
    secrets: secrets.length,
    ordinary: ordinary.length,
    precision: found / (found + falseAlarms.length),
    recall: found / secrets.length,
    misses,
    falseAlarms,
  };
}

export function report(title: string, score: Score): string {
  const lines = [
    `${title}: ${score.secrets} secrets, ${score.ordinary} ordinary; ` +
      `precision ${score.precision.toFixed(3)}, recall ${score.recall.toFixed(3)}`,
    ...score.misses.map((miss) => `  missed: ${miss}`),
    ...score.falseAlarms.map((alarm) => `  false alarm: ${alarm}`),
  ];
  return `${lines.join('\n')}\n`;
}
