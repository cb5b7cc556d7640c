import stringWidth from 'string-width';
import { padStart, truncate, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';

/** How far something is. */
export interface ProgressStep {
  /** What is being done: a model, a series. */
  readonly name: string;
  /** From 0 to 1. */
  readonly share: number;
  /** `bar 300 of 1000`. */
  readonly doing: string;
  /** Of whoever says it; null: not known yet. Absent: as the share has grown. */
  readonly secondsLeft?: number | null;
  /** What is worth knowing where there is room: `1.4 a minute`. */
  readonly more?: string;
}

const MOST_CELLS = 24;
const FEWEST_CELLS = 6;
const SHORTEST_NAME = 8;

/**
 * `BTCUSDT 1h ████████················  33 % file 4 of 12, about 20 s left`: on one line of at most `width` columns. Where that
 * is narrow the bar becomes shorter, then vanishes, then name and doing are cut.
 * @param secondsLeft null where it is not known yet
 */
export function progressLine(
  { name, share, doing, more }: ProgressStep,
  secondsLeft: number | null,
  width: number,
  style: TerminalStyle,
): string {
  const done = Math.min(1, Math.max(0, share));
  const percent = `${padStart(String(Math.floor(done * 100)), 3)} %`;
  const left =
    secondsLeft === null || done === 1 ? '' : style.say(', about {time} left', { time: shortTime(secondsLeft, style) });
  const said = untrusted(name);
  const tail = `${percent} ${doing}${left}${more === undefined ? '' : `, ${more}`}`;
  const room = width - stringWidth(said) - stringWidth(tail) - 2;
  if (room >= FEWEST_CELLS) return `${said} ${bar(done, Math.min(MOST_CELLS, room), style)} ${tail}`;
  const forName = Math.max(SHORTEST_NAME, width - stringWidth(tail) - 1);
  return truncate(`${truncate(said, forName, style)} ${tail}`, width, style);
}

function bar(done: number, cells: number, style: TerminalStyle): string {
  const { full, empty } = marksOf(style);
  const filled = Math.floor(done * cells);
  return full.repeat(filled) + empty.repeat(cells - filled);
}

/** `45 s`, `12 min`, `1 h 20 min`: no more digits than a guess has. */
export function shortTime(seconds: number, { say }: Pick<TerminalStyle, 'say'>): string {
  if (seconds < 10) return say('{seconds} s', { seconds: Math.max(1, Math.ceil(seconds)) });
  if (seconds < 90) return say('{seconds} s', { seconds: Math.ceil(seconds / 5) * 5 });
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return say('{minutes} min', { minutes });
  const hours = String(Math.floor(minutes / 60));
  return minutes % 60 === 0
    ? say('{hours} h', { hours })
    : say('{hours} h {minutes} min', { hours, minutes: minutes % 60 });
}
