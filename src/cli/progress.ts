import yoctoSpinner from 'yocto-spinner';
import { progressLine, shortTime, truncate, type ProgressStep } from '../report/terminal/index.js';
import type { Session } from './session.js';
import { TimeLeft } from './time-left.js';

export interface Progress {
  /** Replaces what is said: a text, or how far something is. */
  readonly say: (what: string | ProgressStep) => void;
}

const silent: Progress = { say: () => undefined };

/** A terminal is written to some ten times a second in all: eight turns of the sign and two changes of the text. */
const SPINNER = { frames: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'], interval: 125 };
const PLAIN_SPINNER = { frames: ['-', '\\', '|', '/'], interval: 125 };
const TEXT_MS = 500;
/** A log gets a line this often. */
const LOG_MS = 10_000;
/** The spinner's sign, a space, and the last column, which some terminals wrap at. */
const BESIDE_TEXT = 3;

/**
 * Runs something that takes a while: on a terminal a spinner with a bar and the time left, elsewhere a line every ten seconds,
 * both on stderr. Nothing where it is quick.
 */
export async function withProgress<T>(
  session: Session,
  text: string,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const { stderr } = session.io;
  if (stderr.isTTY !== true) return withLog(session, text, work);
  if (stderr !== process.stderr) return work(silent);
  const line = lineOf(text);
  const shown = (): string => line.text((stderr.columns ?? session.errorStyle.width) - BESIDE_TEXT, session);
  // Ctrl-C is ours: the first aborts what is under way and then ends with its own exit code.
  const spinner = yoctoSpinner({
    text: shown(),
    stream: process.stderr,
    handleSignals: false,
    spinner: session.errorStyle.unicode ? SPINNER : PLAIN_SPINNER,
  }).start();
  const timer = setInterval(() => (spinner.text = shown()), TEXT_MS);
  try {
    return await work(line);
  } finally {
    clearInterval(timer);
    spinner.stop();
  }
}

async function withLog<T>(session: Session, text: string, work: (progress: Progress) => Promise<T>): Promise<T> {
  const line = lineOf(text);
  const timer = setInterval(() => {
    session.note(line.text(session.errorStyle.width, session));
  }, LOG_MS);
  timer.unref();
  try {
    return await work(line);
  } finally {
    clearInterval(timer);
  }
}

interface Line extends Progress {
  readonly text: (width: number, session: Session) => string;
}

/** The current line; saying something costs nothing, however often it is done. */
function lineOf(first: string): Line {
  const started = performance.now();
  const left = new TimeLeft();
  let current: string | ProgressStep = first;
  const secondsSince = (): number => (performance.now() - started) / 1_000;
  return {
    say(what) {
      current = what;
      if (typeof what !== 'string') left.at(what.name, what.share, secondsSince());
    },
    text(width, { errorStyle }) {
      const seconds = secondsSince();
      if (typeof current !== 'string') {
        const { name, share } = current;
        return progressLine(current, left.at(name, share, seconds), width, errorStyle);
      }
      return truncate(seconds < 3 ? current : `${current} ${shortTime(seconds)}`, width, errorStyle);
    },
  };
}
