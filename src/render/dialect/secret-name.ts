const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const subdomain = new RegExp(`^${label}(?:\\.${label})*$`);

/** Says why a Kubernetes object cannot have this name, a DNS subdomain (RFC 1123), or nothing. */
export function secretNameProblem(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (name.length > 253) return 'is longer than 253 characters';
  if (subdomain.test(name)) return undefined;
  return 'is no DNS subdomain: lower-case letters, digits, - and . between them';
}
