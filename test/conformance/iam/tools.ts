/** Where scripts/conformance.sh put the evaluator and the linter. */
export function iamTools(): string {
  const folder = process.env.IAM_TOOLS;
  if (!folder) throw new Error('IAM_TOOLS is not set: run scripts/conformance.sh');
  return folder;
}
