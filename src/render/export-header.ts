export interface HeaderFacts {
  /** Undefined where the path template has no {project}. */
  readonly project: string | undefined;
  /** The services are those of the settings, since finding them was denied. */
  readonly discoveryDenied?: boolean | undefined;
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
  const project = facts.project === undefined ? '' : `project=${facts.project} `;
  lines.push(`${project}env=${facts.environment} region=${facts.region}`);
  if (facts.discoveryDenied) lines.push('service discovery denied: the services of ssmkit.json');
  if (!facts.decrypted && facts.hasSecrets) lines.push(ciphertextLine);
  return lines;
}
