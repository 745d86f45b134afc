import type { StoredParameter } from './core/parameter/stored.ts';
import type { ParameterStore } from './core/ports.ts';
import type { SecretNet } from './core/secret/net.ts';

/** The same store; every SecureString that passes through it is known to the net from then on. */
export function netted(store: ParameterStore, net: SecretNet): ParameterStore {
  const seen = (parameters: readonly StoredParameter[], decrypt: boolean) => {
    for (const { name, type, value } of parameters) {
      net.know(name);
      if (decrypt && type === 'SecureString') net.add(value);
    }
  };
  return {
    ...store,
    async getParameters(names, options) {
      const lookup = await store.getParameters(names, options);
      seen(lookup.found, options.decrypt);
      return lookup;
    },
    async getParameter(name, options) {
      const found = await store.getParameter(name, options);
      if (found) seen([found], options.decrypt);
      return found;
    },
    async *getParametersByPath(path, options) {
      for await (const page of store.getParametersByPath(path, options)) {
        seen(page, options.decrypt);
        yield page;
      }
    },
    put(request) {
      net.know(request.name);
      if (request.type === 'SecureString') net.add(request.value);
      return store.put(request);
    },
  };
}
