/**
 * The `require` of the parts that the bundle is made of, which stands in it as this text: a part runs when it is first
 * asked for, and is let go when it has run. A module of Node that a startup snapshot cannot hold, or that few runs
 * need, becomes an object that loads it at the first look at a member.
 */
export function partLoader(node, parts) {
  const kept = new Set([
    ...['buffer', 'crypto', 'events', 'fs', 'path', 'process'],
    ...['stream', 'stream/promises', 'string_decoder', 'timers', 'timers/promises', 'url', 'util', 'v8'],
  ]);
  const loaded = {};
  return function require(name) {
    if (Object.hasOwn(loaded, name)) return loaded[name].exports;
    if (!Object.hasOwn(parts, name)) return builtin(name.replace(/^node:/, ''));
    const part = parts[name];
    delete parts[name];
    loaded[name] = { exports: {} };
    part(loaded[name], loaded[name].exports, require);
    return loaded[name].exports;
  };

  function builtin(name) {
    const load = () => node(`node:${name}`);
    if (kept.has(name)) return load();
    // On the prototype, which is what esbuild takes over when it makes a namespace of it: two objects instead of a
    // getter for each name. What tells a promise or a translated module is looked at without anybody using it.
    const get = (_, member) => (member === 'then' || member === '__esModule' ? undefined : load()[member]);
    return Object.create(new Proxy({}, { get }), standIns(name, load));
  }

  /** What the SDK looks at in every run without using it, or the one thing that it does use. */
  function standIns(name, load) {
    switch (name) {
      // `x instanceof https.Agent`, for whatever protocol; and that module takes node:tls along.
      case 'https':
        return { Agent: { value: httpsAgent(load) } };
      // `typeof zlib.crc32`
      case 'zlib':
        return { crc32: { value: (...args) => load().crc32(...args) } };
      // The profile files.
      case 'fs/promises':
        return { readFile: { value: node('node:util').promisify(node('node:fs').readFile) } };
      default:
        return {};
    }
  }

  function httpsAgent(load) {
    function Agent(options) {
      return new (load().Agent)(options);
    }
    return Object.defineProperty(Agent, Symbol.hasInstance, { value: () => false });
  }
}
