/** A part of a fault plan as it came in, and what its problems are reported under. */
export interface FaultSource {
  readonly name: string;
  readonly json: unknown;
}

export interface LocalAccess {
  readonly operation: string;
  readonly status: number;
  readonly ms: number;
  readonly error?: string;
}

export interface LocalServeOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Twelve digits; when undefined the one account of the settings, else the store's default. */
  readonly account: string | undefined;
  readonly faults: readonly FaultSource[];
  readonly onAccess: (event: LocalAccess) => void;
  /** A mistake of ours, by the name of its error. */
  readonly onInternalError: (name: string) => void;
}

export interface LocalServing {
  readonly url: string;
  readonly port: number;
  readonly account: string;
  readonly region: string;
  /** Answers what is in flight, for two seconds at most. */
  close(): Promise<void>;
}

/** What the embedded store holds for one account in one Region. */
export interface LocalScope {
  readonly account: string;
  readonly region: string;
  readonly parameters: number;
  readonly versions: number;
  readonly keys: number;
}

export interface LocalReport {
  readonly folder: string;
  /** The store's own files that are there; none means that there is no store. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly scopes: readonly LocalScope[];
  /** Why the store could not be looked into. */
  readonly problem: { readonly message: string; readonly hint: string | undefined } | undefined;
}

/** The embedded store from outside: served, looked at, removed. */
export interface LocalPort {
  /** @throws SsmkitError `failed` when the port is taken, InputError for a fault plan that is none. */
  serve(options: LocalServeOptions): Promise<LocalServing>;
  /** Makes nothing that is not there. */
  inspect(): Promise<LocalReport>;
  /** Removes the store's own files. @throws SsmkitError `refused` while another process has it open. */
  remove(): Promise<void>;
}
