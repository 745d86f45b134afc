import { fileReader } from './files/read-bytes.ts';
import { runCli } from './run-cli.ts';
import { systemClock } from './terminal/clock.ts';

/** Ends the pipe quietly when the reader has gone, as `ssmkit … | head` does. */
function endWithTheReader(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exitCode = 1;
  });
}

async function main(): Promise<void> {
  endWithTheReader(process.stdout);
  endWithTheReader(process.stderr);
  process.exitCode = await runCli({
    calledAs: process.argv[1] ?? '',
    args: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    pid: process.pid,
    nodeVersion: process.version,
    clock: systemClock,
    files: fileReader,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    onSignal: (name, listener) => {
      process.on(name, listener);
      return () => process.off(name, listener);
    },
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`ssmkit: internal error (${error instanceof Error ? error.name : typeof error}).\n`);
  process.exitCode = 1;
});
