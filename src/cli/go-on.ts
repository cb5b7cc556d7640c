import type { Io } from './io.js';

/** How far the asking of models has come in this process. */
export interface AskedSoFar {
  /** Decisions that are done, those an earlier record answered included. */
  readonly done: number;
  readonly total: number;
}

const SAFE = /^[\w@%+=:,./-]+$/;

/** An argument as a shell reads it back. */
function quoted(argument: string, platform: string): string {
  if (SAFE.test(argument)) return argument;
  return platform === 'win32' ? `"${argument.replace(/"/g, '""')}"` : `'${argument.replace(/'/g, `'\\''`)}'`;
}

/** The command line as it can be typed again. */
export function commandLine(argv: readonly string[], { env, platform }: Pick<Io, 'env' | 'platform'>): string {
  // Under "npm start" nothing has put the command on the path.
  const command = env.npm_lifecycle_event === undefined ? 'llm-trading' : 'npx llm-trading';
  return [command, ...argv.map((argument) => quoted(argument, platform))].join(' ');
}

/**
 * What is said after Ctrl-C. Each answer is in the ledger as soon as it is there, so that the same command goes on with the rest; one
 * about the market as it is now asks about another market then.
 * @param asked null where no model was being asked
 */
export function interruptedText(
  argv: readonly string[],
  asked: AskedSoFar | null,
  io: Pick<Io, 'env' | 'platform'>,
): string {
  if (asked === null) return 'Interrupted.';
  const { done, total } = asked;
  const kept =
    done === 0
      ? 'Interrupted before the first answer. To ask again:'
      : argv.includes('--real-data')
        ? `Interrupted after ${done} of ${total} decisions; their answers are kept. To ask again, about the market as it is then:`
        : `Interrupted after ${done} of ${total} decisions; their answers are kept. To go on with the rest:`;
  return `${kept}\n  ${commandLine(argv, io)}`;
}
