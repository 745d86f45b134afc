import type { Secret } from '../core/secret/secret.ts';
import { checked } from './check-schema.ts';
import { errorOfLoad } from './error-of-load.ts';
import { ParametersError } from './errors.ts';
import type { LoadedParameters } from './loaded-parameters.ts';
import type { LoadOptions } from './options.ts';
import { type Read, requiredValue, valueAt, valueBySuffix } from './parameter-values.ts';
import { pathOfSource } from './source.ts';

/** Reads every parameter below a path that ends with a slash, decrypted. Rejects with SsmkitError. */
export type ReadBelow = (path: string, options: LoadOptions) => Promise<ReadonlyMap<string, Secret>>;

/** One path by one way: what was read last, and what is being read. */
interface Place {
  current: Promise<Read> | undefined;
  refreshing: Promise<Read> | undefined;
}

/** Remembers what it has read: asked again for the same, at once or later, it reads nothing. A failure is forgotten. */
export function createLoader(
  readBelow: ReadBelow,
): (options: LoadOptions) => Promise<LoadedParameters<unknown>> {
  const ownPlaces = new Map<string, Place>();
  const placesOf = new WeakMap<object, Map<string, Place>>();

  function placeOf(path: string, options: LoadOptions): Place {
    const { client, region, profile, roleArn, endpointUrl } = options;
    const places = client === undefined ? ownPlaces : (placesOf.get(client) ?? new Map<string, Place>());
    if (client !== undefined) placesOf.set(client, places);
    const name = JSON.stringify([path, client === undefined && [region, profile, roleArn, endpointUrl]]);
    const place = places.get(name) ?? { current: undefined, refreshing: undefined };
    places.set(name, place);
    return place;
  }

  return async (options) => {
    const path = pathOfSource(options);
    const place = placeOf(path, options);
    const read = () => readBelow(path, options);
    return await loadedParameters(path, options, await readOnce(place, read), () => readAgain(place, read));
  };
}

async function readOnce(place: Place, read: () => Promise<Read>): Promise<Read> {
  place.current ??= read();
  const reading = place.current;
  try {
    const found = await reading;
    // Nothing is most likely a mistake or not there yet, so it is no more remembered than a failure.
    if (found.size === 0 && place.current === reading) place.current = undefined;
    return found;
  } catch (error) {
    if (place.current === reading) place.current = undefined;
    throw errorOfLoad(error);
  }
}

async function readAgain(place: Place, read: () => Promise<Read>): Promise<Read> {
  place.refreshing ??= read();
  const reading = place.refreshing;
  try {
    const found = await reading;
    place.current = found.size === 0 ? undefined : reading;
    return found;
  } catch (error) {
    throw errorOfLoad(error);
  } finally {
    if (place.refreshing === reading) place.refreshing = undefined;
  }
}

async function loadedParameters(
  path: string,
  options: LoadOptions,
  first: Read,
  again: () => Promise<Read>,
): Promise<LoadedParameters<unknown>> {
  const where = path.length > 1 ? path.slice(0, -1) : path;
  const accepted = async (read: Read) => {
    if (read.size === 0 && options.allowEmpty !== true) {
      throw new ParametersError('nothing-found', `There are no parameters below ${where}.`, {
        hint: 'Check project, service, environment, account and Region; allowEmpty accepts it.',
      });
    }
    return { read, values: await checked(read, options.schema) };
  };
  let state = await accepted(first);
  const redacted = () => Object.fromEntries(loaded.keys().map((key) => [key, '[redacted]']));
  const loaded: LoadedParameters<unknown> = {
    path: where,
    get size() {
      return state.read.size;
    },
    get values() {
      return state.values;
    },
    keys: () => [...state.read.keys()],
    has: (key) => state.read.has(key),
    get: (key) => requiredValue(state.read, key, where),
    find: (key) => valueAt(state.read, key),
    bySuffix: (suffix) => valueBySuffix(state.read, suffix, where),
    async refresh() {
      state = await accepted(await again());
    },
    toJSON: redacted,
  };
  Object.defineProperty(loaded, Symbol.for('nodejs.util.inspect.custom'), { value: redacted });
  return Object.freeze(loaded);
}
