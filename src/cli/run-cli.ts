import { setMaxListeners } from 'node:events';
import { CommanderError } from 'commander';
import { asDiskError } from '../core/disk-error.js';
import { LlmTradingError } from '../core/errors.js';
import { EXIT, exitCodeOf } from './exit-code.js';
import type { Io } from './io.js';
import { buildProgram } from './program.js';
import { Session } from './session.js';

/** Which commands a line uses: the one it names or asks the help of; for a completion script all. */
function usedBy(argv: readonly string[]): (name: string) => boolean {
  const [first, second] = argv.filter((word) => !word.startsWith('-'));
  if (first === 'completion') return () => true;
  const used = first === 'help' ? second : first;
  return (name) => name === used;
}

/** The settings file that a line names: the language of its errors may stand in it. */
function configFileOf(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === '--config' || word.startsWith('--config='));
  return at < 0 ? undefined : argv[at]!.includes('=') ? argv[at]!.slice('--config='.length) : argv[at + 1];
}

/**
 * Runs one command line (without `node` and the script) and answers with its exit code. Never throws: whatever goes wrong is
 * said on stderr.
 */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  // Every request under way listens to it: more than Node's ten is not a leak. Not 0, "unlimited": undici reads the number back,
  // and Node 20 then takes the signal for something else (ERR_INVALID_ARG_TYPE).
  setMaxListeners(1_000, io.signal);
  const session = new Session(io, configFileOf(argv));
  await session.learnLanguage();
  const outcome = { exitCode: EXIT.done as number };
  try {
    const program = await buildProgram(session, (code) => (outcome.exitCode = code), usedBy(argv));
    await program.parseAsync(argv.length === 0 ? ['--help'] : [...argv], { from: 'user' });
    return outcome.exitCode;
  } catch (error) {
    // Commander has already printed its own usage errors, help and version.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.input;
    if (io.signal.aborted && !(error instanceof LlmTradingError && error.kind === 'input')) {
      const { interruptedText } = await import('./go-on.js');
      session.note(interruptedText(argv, session.asked, io, session.say));
      return EXIT.interrupted;
    }
    const debug = (io.env.LOG_LEVEL ?? '').toLowerCase() === 'debug';
    // No room, no right, a file in the way: the same words and code whichever command met it.
    const shown = asDiskError(error);
    await session.learnLanguage();
    const { errorText } = await import('./error-text.js');
    session.note(errorText(shown, session.errorStyle, debug));
    return exitCodeOf(shown);
  }
}
