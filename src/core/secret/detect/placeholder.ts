// Schemes under which other tools look a secret up; what is written is where it is, not what it is.
const lookups =
  /^(?:arn:|alias\/|op:\/\/|vault:|ssm:|secretsmanager:|secret:\/\/|sm:\/\/|ref\+|keyvault:|doppler:\/\/|file:|env:|@Microsoft\.KeyVault\()/i;
const variable =
  /^(?:\$\{[^}]*\}|\$\([^)]*\)|\$[A-Z_][A-Z0-9_]*|%[A-Z_]+%|\{\{[^}]*\}\}|\{[\w.]*\}|%s|#\{[^}]*\})$/;

/**
 * Does the text only say where a secret is found: a variable, an ARN, a secret manager's URL? Such a value
 * stays as it is. `changeme` and `<your-token>` are no references: the real secret takes their place later,
 * in a parameter that by then has the type it was created with.
 */
export function isReference(text: string): boolean {
  return lookups.test(text) || variable.test(text);
}

const switches =
  /^(?:[01]|true|false|yes|no|on|off|enabled?|disabled?|none|null|nil|undefined|optional|required)$/i;

/** Says only whether something is wanted. */
export function isSwitch(text: string): boolean {
  return switches.test(text);
}

/** A number, with or without a unit of time or size. */
export function isQuantity(text: string): boolean {
  return text.length < 10 && /^[+-]?\d+(?:\.\d+)?\s?(?:ms|[smhdwy]|min|[kmg]i?b?)?$/i.test(text);
}

/** Where a file is. Base64 may begin with a slash too, but then has long runs that no file name has. */
export function isFilePath(text: string): boolean {
  if (!/^(?:\/|\.{1,2}\/|~\/|[A-Za-z]:[\\/])[\w./\\ @-]*$/.test(text)) return false;
  return !text.split(/[\\/]/).some((part) => part.length > 24 && /[A-Z]/.test(part) && /\d/.test(part));
}

/** Only a scheme and what follows; whether it has a password is for others to say. */
export function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]{1,20}:\/\/\S*$/i.test(text);
}
