/**
 * The `require` of the parts that the bundle is made of, which stands in it as this text: a part runs when it is first
 * asked for, and is let go when it has run. A module of Node that a startup snapshot cannot hold, or that few runs
 * need, becomes an object that loads it at the first look at a member.
 */
export function partLoader(node, parts) {
  const kept = new Set([
    ...['buffer', 'crypto', 'events', 'fs', 'fs/promises', 'os', 'path', 'process'],
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

  /** What the SDK looks at without using it. */
  function standIns(name, load) {
    // `x instanceof https.Agent`, for whatever protocol; and that module takes node:tls along.
    function Agent(options) {
      return new (load().Agent)(options);
    }
    Object.defineProperty(Agent, Symbol.hasInstance, { value: () => false });
    if (name === 'https') return { Agent: { value: Agent } };
    // `typeof zlib.crc32`
    return name === 'zlib' ? { crc32: { value: (...args) => load().crc32(...args) } } : {};
  }
}
