import { builtinModules } from 'node:module';

/** What a V8 startup snapshot can hold; everything else of Node is loaded when it is first used. */
const kept = new Set([
  ...['buffer', 'crypto', 'events', 'fs', 'fs/promises', 'os', 'path', 'process'],
  ...[
    'stream',
    'stream/promises',
    'string_decoder',
    'timers',
    'timers/promises',
    'url',
    'util',
    'v8',
    'zlib',
  ],
]);

/**
 * An esbuild plugin: where the program or a package says `import … from 'node:https'`, it gets an object
 * that loads the module at the first look at a member. Only the names are written down when bundling.
 */
export const lazyBuiltins = {
  name: 'lazy-builtins',
  setup(build) {
    const filter = new RegExp(`^(?:node:)?(?:${builtinModules.join('|')}|sqlite)$`);
    build.onResolve({ filter }, ({ path }) => {
      const name = path.replace(/^node:/, '');
      return kept.has(name)
        ? { path: `node:${name}`, external: true }
        : { path: name, namespace: 'lazy-builtin', sideEffects: false };
    });
    build.onLoad({ filter: /.*/, namespace: 'lazy-builtin' }, ({ path }) => {
      const names = Object.keys(process.getBuiltinModule(path)).sort();
      return {
        contents: `const load = () => process.getBuiltinModule('node:${path}');
          for (const name of ${JSON.stringify(names)})
            Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });`,
      };
    });
  },
};
