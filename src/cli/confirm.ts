import { InputError } from '../core/errors.js';
import type { Session } from './session.js';

const YES = /^(?:y|yes|д|да)$/i;

/**
 * Asks a person before something is lost; anything but y or yes, or their Russian, means no. The question goes to stderr.
 * @param yes whether `--yes` was given: then nobody is asked
 * @throws InputError where nobody is there to answer; the reason of the signal on Ctrl-C
 */
export async function confirmed(session: Session, question: string, yes: boolean): Promise<boolean> {
  if (yes) return true;
  const { stdin, stderr, signal } = session.io;
  if (stdin.isTTY !== true) {
    throw new InputError('input.confirm', `${question} Nobody is at the terminal to say so: add --yes.`, {
      where: '--yes',
    });
  }
  stderr.write(`${question} [y/N] `);
  return YES.test((await firstLine(stdin, signal)).trim());
}

async function firstLine(stdin: AsyncIterable<Buffer | string>, signal: AbortSignal): Promise<string> {
  let text = '';
  const read = async (): Promise<string> => {
    for await (const chunk of stdin) {
      text += chunk.toString();
      if (text.includes('\n')) break;
    }
    return text.split('\n')[0]!;
  };
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([read(), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort!);
  }
}
