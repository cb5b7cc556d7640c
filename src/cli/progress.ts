import yoctoSpinner from 'yocto-spinner';
import { paragraph } from '../report/terminal/index.js';
import type { Session } from './session.js';

export interface Progress {
  /** Replaces the text. */
  readonly say: (text: string) => void;
}

const silent: Progress = { say: () => undefined };

/**
 * Runs something that takes a while: on a terminal a spinner with the seconds that have passed, on stderr; elsewhere
 * nothing, since a log file is no place for an animation.
 */
export async function withProgress<T>(
  session: Session,
  text: string,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const { stderr } = session.io;
  if (stderr.isTTY !== true || stderr !== process.stderr) return work(silent);
  const started = process.hrtime.bigint();
  let current = text;
  const shown = (): string => {
    const seconds = Number((process.hrtime.bigint() - started) / 1_000_000_000n);
    return paragraph(seconds < 3 ? current : `${current} ${seconds} s`, session.errorStyle);
  };
  // Ctrl-C is ours: the first aborts what is under way and then ends with its own exit code.
  const spinner = yoctoSpinner({ text: shown(), stream: process.stderr, handleSignals: false }).start();
  const timer = setInterval(() => (spinner.text = shown()), 500);
  try {
    return await work({
      say(next) {
        current = next;
        spinner.text = shown();
      },
    });
  } finally {
    clearInterval(timer);
    spinner.stop();
  }
}
