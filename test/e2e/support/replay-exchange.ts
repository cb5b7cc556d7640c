import { expect } from 'vitest';
import { runCli } from '../../../src/cli/run-cli.js';
import { emptyDir, ioOf } from './cli.js';

/** `llm-trading replay-exchange` as it runs. */
export interface RunningExchange {
  /** What it has printed at its start. */
  readonly document: Readonly<Record<string, string>>;
  readonly url: string;
  readonly cwd: string;
  /** Interrupts it. @returns its exit code */
  readonly end: () => Promise<number>;
}

/** Starts the command and waits for what it prints; it goes on until it is interrupted. */
export async function startExchange(argv: readonly string[], cwd = emptyDir()): Promise<RunningExchange> {
  const interrupt = new AbortController();
  const { io, written } = ioOf({ cwd, signal: interrupt.signal });
  const ended = runCli(['replay-exchange', '--json', ...argv], io);
  const state = { isOver: false };
  void ended.then(() => (state.isOver = true));
  while (!written.stdout.includes('}\n') && !state.isOver) await new Promise((resolve) => setImmediate(resolve));
  expect(state.isOver, written.stderr).toBe(false);
  const document = JSON.parse(written.stdout) as Readonly<Record<string, string>>;
  const end = (): Promise<number> => {
    interrupt.abort();
    return ended;
  };
  return { document, url: document.url!, cwd, end };
}
