/**
 * `node:sqlite`, loaded at first use. Node 22 and 24 say on stderr that it is experimental, which tells users
 * of an ssmkit nothing that they could act on; every other warning passes.
 */
export function loadSqlite(): typeof import('node:sqlite') {
  const before = process.emitWarning;
  process.emitWarning = ((warning: string | Error, ...rest: readonly unknown[]) => {
    if (!rest.includes('ExperimentalWarning')) Reflect.apply(before, process, [warning, ...rest]);
  }) as typeof process.emitWarning;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = before;
  }
}
