import type { Execve } from './exec/replace-process.ts';
import { inheritedFiles } from './files/inherited-files.ts';
import { fileReader } from './files/read-bytes.ts';
import { withHome } from './files/user-home.ts';
import { runCli } from './run-cli.ts';
import { createSystemClock } from './terminal/clock.ts';
import { warmUp } from './warm-up.ts';

/** A result that went nowhere is a failure; quietly so when the reader has gone, as in `ssmkit … | head`. */
function failWithOutput(stream: NodeJS.WriteStream): void {
  stream.once('error', (error: NodeJS.ErrnoException) => {
    // At the very end, since the run may yet come to an exit code of its own.
    process.once('exit', () => {
      process.exitCode ||= 1;
    });
    if (error.code === 'EPIPE' || stream === process.stderr) return;
    process.stderr.write(`ssmkit: Standard output could not be written: ${error.code ?? error.name}.\n`);
  });
  // One write after the other fails, each with an error of its own.
  stream.on('error', () => {});
}

/** What Node's streams rest on; `setBlocking` is how a file that is shared with others loses O_NONBLOCK again. */
interface Handled {
  readonly _handle?: { readonly setBlocking?: (on: boolean) => unknown } | null;
}

/** As they were found, for the program that takes this one's place: `cat` stumbles over a stdin that does not block. */
async function releaseStreams(): Promise<void> {
  const written = (stream: NodeJS.WriteStream) =>
    new Promise<void>((resolve) => stream.write('', () => resolve()));
  await Promise.all([written(process.stdout), written(process.stderr)]);
  for (const stream of [process.stdin, process.stdout, process.stderr] as readonly Handled[]) {
    stream._handle?.setBlocking?.(true);
  }
}

/** Since Node 22.15, and not on Windows. */
function execveOf(): Execve | undefined {
  if (process.execve === undefined) return undefined;
  return (file, args, environment) => process.execve?.(file, args, environment);
}

/**
 * V8 sizes its heap by the machine and lets garbage grow to several times what lives; ten thousand calls
 * took 290 MB with 30 MB alive. Both of these flags count from the next collection on. Its middle compiler takes
 * another 30 to 50 MB, and makes nothing faster that waits for AWS.
 */
function spareMemory(): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  setFlagsFromString('--heap-growing-percent=50');
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--no-maglev');
}

/** Without it there is no telling which settings hold, so there is no going on. */
function currentFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  failWithOutput(process.stdout);
  failWithOutput(process.stderr);
  const cwd = currentFolder();
  if (cwd === undefined) {
    process.stderr.write('ssmkit: The current folder does not exist any more.\n  Change to another one.\n');
    process.exitCode = 2;
    return;
  }
  process.exitCode = await runCli({
    calledAs: process.argv[1] ?? '',
    args: process.argv.slice(2),
    env: process.env,
    homed: withHome(process.env),
    cwd,
    pid: process.pid,
    nodeVersion: process.version,
    clock: createSystemClock(),
    files: fileReader,
    // Made when it is first looked at, which takes 4 ms.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    platform: process.platform,
    inheritedFiles,
    execve: execveOf(),
    releaseStreams,
    spareMemory,
    onSignal: (name, listener) => {
      process.on(name, listener);
      return () => process.off(name, listener);
    },
  });
}

function fail(error: unknown): void {
  process.stderr.write(`ssmkit: internal error (${error instanceof Error ? error.name : typeof error}).\n`);
  process.exitCode = 1;
}

function start(): void {
  main().catch(fail);
}

// The binary is a snapshot of this program as it is before `start`; npm's bundle starts at once.
const { startupSnapshot } = process.getBuiltinModule('node:v8');
if (startupSnapshot.isBuildingSnapshot()) {
  startupSnapshot.setDeserializeMainFunction(start);
  // Out of the promise, so that the build sees it.
  warmUp(process.version).catch((error: unknown) => process.nextTick(rethrow, error));
} else start();

function rethrow(error: unknown): never {
  throw error;
}
