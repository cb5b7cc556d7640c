import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Io } from '../../../src/cli/io.js';
import { runCli } from '../../../src/cli/run-cli.js';

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly stdin?: string;
  readonly signal?: AbortSignal;
  readonly columns?: number;
}

export const emptyDir = (): string => mkdtempSync(join(tmpdir(), 'llm-trading-e2e-'));

/** Every file and folder below a folder: to see that nothing was written. */
export const filesUnder = (dir: string): string[] => readdirSync(dir, { recursive: true }).map(String).sort();

/** What a command talks to, and what it has written so far. */
export function ioOf(options: CliOptions = {}): {
  readonly io: Io;
  readonly written: { stdout: string; stderr: string };
} {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr'): Io['stdout'] => ({
    write: (text: string) => (written[name] += text),
    ...(options.columns === undefined ? {} : { columns: options.columns }),
  });
  const io: Io = {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    stdin: Readable.from(options.stdin === undefined ? [] : [options.stdin]),
    env: { LANG: 'C.UTF-8', ...options.env },
    cwd: options.cwd ?? emptyDir(),
    platform: 'linux',
    signal: options.signal ?? new AbortController().signal,
  };
  return { io, written };
}

/** Runs a command line in this process, through everything but the process itself. */
export async function cli(argv: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const { io, written } = ioOf(options);
  const code = await runCli(argv, io);
  return { code, ...written };
}
