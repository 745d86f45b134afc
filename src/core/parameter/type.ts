export const parameterTypes = ['String', 'StringList', 'SecureString'] as const;
export type ParameterType = (typeof parameterTypes)[number];

export const parameterTiers = ['Standard', 'Advanced', 'Intelligent-Tiering'] as const;
/** `Intelligent-Tiering` is asked for, never stored: AWS answers with one of the other two. */
export type ParameterTier = (typeof parameterTiers)[number];

/** The key of a SecureString that names none. Describing it can create it, so it is never described. */
export const defaultKeyId = 'alias/aws/ssm';
