export interface HeaderFacts {
  readonly project: string;
  readonly environment: string;
  readonly region: string;
  readonly decrypted: boolean;
  readonly hasSecrets: boolean;
  /** Undefined leaves the line out. */
  readonly time: Date | undefined;
}

/** Marks a file that seed refuses; src/core/envfile knows this line. */
const ciphertextLine = 'ciphertext=true (written with --no-decrypt; cannot be seeded)';

/** The comment lines at the top of an export, without their `# `. */
export function exportHeader(facts: HeaderFacts): readonly string[] {
  const lines: string[] = [];
  if (facts.time) lines.push(`generated ${facts.time.toISOString().replace(/\.\d{3}Z$/, 'Z')}`);
  lines.push(`project=${facts.project} env=${facts.environment} region=${facts.region}`);
  if (!facts.decrypted && facts.hasSecrets) lines.push(ciphertextLine);
  return lines;
}
