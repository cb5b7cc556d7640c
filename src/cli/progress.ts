import yoctoSpinner from 'yocto-spinner';
import { paragraph, truncate } from '../report/terminal/layout.js';
import { progressLine, shortTime, type ProgressStep } from '../report/terminal/progress.js';
import type { Session } from './session.js';
import { TimeLeft } from './time-left.js';

export interface Progress {
  /** Replaces what is said: a text, or how far something is. */
  readonly say: (what: string | ProgressStep) => void;
  /** Writes a line that stays. */
  readonly tell: (sentence: string) => void;
}

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
  const note = (sentence: string): void => session.note(paragraph(sentence, session.errorStyle));
  if (stderr.isTTY !== true) return withLog(session, text, work);
  if (stderr !== process.stderr) return work({ say: () => undefined, tell: (sentence) => note(sentence) });
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
    return await work({
      say: line.say,
      tell(sentence) {
        spinner.clear();
        note(sentence);
      },
    });
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
    return await work({ say: line.say, tell: (sentence) => session.note(paragraph(sentence, session.errorStyle)) });
  } finally {
    clearInterval(timer);
  }
}

interface Line extends Pick<Progress, 'say'> {
  readonly text: (width: number, session: Session) => string;
}

/** The current line; saying something costs nothing, however often it is done. */
function lineOf(first: string): Line {
  const started = performance.now();
  const left = new TimeLeft();
  let current: string | ProgressStep = first;
  let saidAt = started;
  const secondsSince = (): number => (performance.now() - started) / 1_000;
  return {
    say(what) {
      current = what;
      saidAt = performance.now();
      if (typeof what !== 'string') left.at(what.name, what.share, secondsSince());
    },
    text(width, { errorStyle }) {
      const seconds = secondsSince();
      if (typeof current !== 'string') {
        const { name, share, secondsLeft } = current;
        const own = left.at(name, share, seconds);
        const known = secondsLeft === undefined ? own : leftSince(secondsLeft, (performance.now() - saidAt) / 1_000);
        return progressLine(current, known, width, errorStyle);
      }
      return truncate(seconds < 3 ? current : `${current} ${shortTime(seconds, errorStyle)}`, width, errorStyle);
    },
  };
}

/** What is left of a forecast after a while; one that was too short is not counted on below zero. */
const leftSince = (secondsLeft: number | null, seconds: number): number | null =>
  secondsLeft === null ? null : Math.max(0, secondsLeft - seconds);
