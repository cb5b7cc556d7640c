import type { Say } from '../report/language/say.js';
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

const ASK_AGAIN =
  'Interrupted after {done} of {total} {total:decision|decisions}; their answers are kept. To ask again, about the market as it is then:';
const GO_ON =
  'Interrupted after {done} of {total} {total:decision|decisions}; their answers are kept. To go on with the rest:';

/**
 * What is said after Ctrl-C. Each answer is in the ledger as soon as it is there, so that the same command goes on with the rest; one
 * about the market as it is now asks about another market then.
 * @param asked null where no model was being asked
 */
export function interruptedText(
  argv: readonly string[],
  asked: AskedSoFar | null,
  io: Pick<Io, 'env' | 'platform'>,
  say: Say,
): string {
  if (asked === null) return say('Interrupted.');
  const { done, total } = asked;
  const kept =
    done === 0
      ? say('Interrupted before the first answer. To ask again:')
      : say(argv.includes('--real-data') ? ASK_AGAIN : GO_ON, { done: String(done), total });
  return `${kept}\n  ${commandLine(argv, io)}`;
}
