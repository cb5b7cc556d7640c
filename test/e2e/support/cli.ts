import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Io } from '../../../src/cli/io.js';
import { documentFault, documentOf } from '../../support/documents.js';
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

/** Every document that a test gets to see has to be as its schema says. */
function assertDocument(argv: readonly string[], stdout: string): void {
  const name = documentOf(argv);
  const document = jsonOf(stdout);
  if (document === undefined || name === null) return;
  const fault = documentFault(name, document);
  if (fault !== null) throw new Error(`${argv.join(' ')} printed a document that is not a "${name}": ${fault}`);
}

/** Undefined for what is not one document: a refused command prints none, and `prompt diff` has a text. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Runs a command line in this process, through everything but the process itself. */
export async function cli(argv: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const { io, written } = ioOf(options);
  const code = await runCli(argv, io);
  if (argv.includes('--json')) assertDocument(argv, written.stdout);
  return { code, ...written };
}
