const redacted = '[redacted]';

/**
 * Text that must not be seen: every parameter value, whatever its type. It prints as `[redacted]`
 * in strings, JSON and the inspector; `reveal()` is allowed by lint only where a value is sent or written.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  equals(other: Secret): boolean {
    return this.#text === other.#text;
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return redacted;
  }
}
