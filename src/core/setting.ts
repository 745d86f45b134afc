/** A setting, its value, and where that came from: a flag, a variable, a file, `default`, `not set`. */
export interface Setting {
  readonly name: string;
  readonly value: string | undefined;
  readonly from: string;
}
