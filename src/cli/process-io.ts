import type { Io } from './io.js';
import { EXIT } from './exit-code.js';

/** A reader that closes early (`| head`) is no error of ours. */
function endQuietlyOnClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.bug);
  });
}

const drained = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    stream.write('', () => resolve());
  });

/**
 * Runs a command line in this process: the first Ctrl-C aborts what is under way, the second ends at once. Ends the process
 * itself once everything is written, so that an idle connection cannot keep it alive.
 */
export async function runProcess(run: (io: Io) => Promise<number>): Promise<void> {
  endQuietlyOnClosedPipe(process.stdout);
  endQuietlyOnClosedPipe(process.stderr);
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(EXIT.interrupted);
      controller.abort(new Error('interrupted'));
    });
  }
  const code = await run({
    stdout: process.stdout,
    stderr: process.stderr,
    stdin: process.stdin,
    env: process.env,
    cwd: process.cwd(),
    platform: process.platform,
    signal: controller.signal,
  });
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  process.exit(code);
}
