export const labelsPerVersion = 10;

/** Letters, digits and . - _, not beginning with a digit, `aws` or `ssm`. Source: aws-facts section 2. */
export function isLabel(label: string): boolean {
  return /^[A-Za-z_.-][A-Za-z0-9_.-]{0,99}$/.test(label) && !/^(?:aws|ssm)/i.test(label);
}
