import { SsmkitError } from '../core/errors.ts';
import { createDispatch } from './dispatch.ts';
import type { FaultPlan } from './fault-plan.ts';
import { createFaults, type FaultTools } from './faults.ts';
import { type Database, openDatabase } from './store/database.ts';
import { type Inventory, listInventory } from './store/inventory.ts';
import { openScope, type Scope } from './store/scope.ts';
import { createSealer, type Sealer } from './store/sealing.ts';
import { createLocalRequestHandler, type LocalRequestHandler } from './transport.ts';
import type { Dispatch } from './wire.ts';

/** A private folder, made by src/files: 0700, with a key file of 32 bytes. */
export interface LocalFolder {
  readonly path: string;
  readonly databasePath: string;
  readonly key: Uint8Array;
}

export interface EmbeddedStoreOptions {
  readonly folder: LocalFolder;
  /** Twelve digits; `defaultLocalAccount` when the settings name none. */
  readonly account: string;
  /** For requests whose signature names none. */
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly faults?: FaultPlan | undefined;
  /** For faults that wait; timers when left out. */
  readonly sleep?: FaultTools['sleep'] | undefined;
  /** For faults with a probability or jitter. */
  readonly random?: FaultTools['random'] | undefined;
  readonly onInternalError?: ((error: unknown) => void) | undefined;
}

export interface EmbeddedStore {
  readonly dispatch: Dispatch;
  /** For the `requestHandler` of AWS SDK v3 clients. */
  readonly requestHandler: LocalRequestHandler;
  /** Requests per operation since the store was opened, refused ones included. */
  counts(): Readonly<Record<string, number>>;
  /** Answers per error code since the store was opened. */
  errors(): Readonly<Record<string, number>>;
  /** What there is, over all accounts and Regions. */
  inventory(): readonly Inventory[];
  /** Another plan from now on; none when left out. */
  setFaults(plan?: FaultPlan): void;
  close(): void;
}

export { defaultLocalAccount } from './default-account.ts';

/**
 * Opens (or creates) Parameter Store and KMS in one SQLite file. Several processes may have it open.
 * @throws SsmkitError `settings` when the key file does not fit the database.
 */
export function openEmbeddedStore(options: EmbeddedStoreOptions): EmbeddedStore {
  const tools: FaultTools = {
    // The tables take whole milliseconds only, and a clock may tell fractions.
    now: () => Math.floor(options.now()),
    sleep: options.sleep ?? timerSleep,
    random: options.random ?? Math.random,
  };
  const database = openDatabase(options.folder.databasePath);
  const sealer = createSealer(options.folder.key);
  checkKey(database, sealer, options.folder);
  const scopes = new Map<string, Scope>();
  const counts = new Map<string, number>();
  const errors = new Map<string, number>();
  let faults = createFaults(options.faults ?? {}, tools);
  const dispatch = createDispatch({
    database,
    sealer,
    tools,
    scopeOf(region = options.region) {
      const scope = scopes.get(region) ?? openScope(database, options.account, region);
      scopes.set(region, scope);
      return scope;
    },
    faults: () => faults,
    onCall: (operation) => counts.set(operation, (counts.get(operation) ?? 0) + 1),
    onError: (code) => errors.set(code, (errors.get(code) ?? 0) + 1),
    onInternalError: options.onInternalError ?? (() => {}),
  });
  return {
    dispatch,
    requestHandler: createLocalRequestHandler(dispatch),
    counts: () => Object.fromEntries(counts),
    errors: () => Object.fromEntries(errors),
    inventory: () => listInventory(database),
    setFaults(plan = {}) {
      faults = createFaults(plan, tools);
    },
    close: () => database.close(),
  };
}

/** A known text sealed by the first opener tells a wrong key before any value is misread. */
function checkKey(database: Database, sealer: Sealer, folder: LocalFolder): void {
  const binding = 'meta key-check';
  const check = database.transaction('write', () => {
    const sealed = sealer.seal(Buffer.from('ssmkit'), binding);
    database.run("INSERT OR IGNORE INTO meta (key, value) VALUES ('key-check', ?)", sealed);
    return database.get<{ value: Uint8Array }>("SELECT value FROM meta WHERE key = 'key-check'");
  });
  try {
    sealer.open(check?.value ?? new Uint8Array(), binding);
  } catch (cause) {
    database.close();
    throw new SsmkitError('settings', `The key in ${folder.path} does not fit the local store beside it.`, {
      hint: 'Put the right key file back, or start over with: ssmkit local reset',
      cause,
    });
  }
}

function timerSleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
