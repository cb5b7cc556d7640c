import type { Io } from './io.js';
import { writeSync } from 'node:fs';
import { asDiskError } from '../core/disk-error.js';
import { messageOf } from '../core/errors.js';
import { EXIT, exitCodeOf } from './exit-code.js';

/** A reader that closes early (`| head`) is not an error of ours; an output on a full disk is one like any other file on it. */
function endOnFailedWrite(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.done);
    const shown = asDiskError(error, stream === process.stdout ? 'The output' : 'The error output');
    // The process ends here: what is said must be written at once, and where that fails too, nobody can be told.
    try {
      writeSync(2, `${messageOf(shown)}\n`);
    } catch {
      process.exit(exitCodeOf(shown));
    }
    process.exit(exitCodeOf(shown));
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
  endOnFailedWrite(process.stdout);
  endOnFailedWrite(process.stderr);
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
