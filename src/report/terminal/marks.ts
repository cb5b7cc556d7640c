import { escapeForTerminal } from '../../core/text/escape.js';
import type { TerminalStyle } from './style.js';

/** The few signs beyond letters, with what stands for them in plain ASCII. */
export interface Marks {
  readonly ok: string;
  readonly warn: string;
  readonly fail: string;
  readonly bullet: string;
  readonly arrow: string;
  readonly rail: string;
  readonly gate: string;
  readonly knob: string;
  readonly full: string;
  readonly empty: string;
  readonly centre: string;
  readonly dot: string;
  readonly dash: string;
}

const UNICODE: Marks = {
  ok: '✔',
  warn: '▲',
  fail: '✖',
  bullet: '•',
  arrow: '→',
  rail: '━',
  gate: '┿',
  knob: '●',
  full: '█',
  empty: '·',
  centre: '│',
  dot: ' · ',
  dash: '–',
};

const ASCII: Marks = {
  ok: 'ok',
  warn: '!',
  fail: 'x',
  bullet: '*',
  arrow: '->',
  rail: '=',
  gate: '|',
  knob: 'O',
  full: '#',
  empty: '.',
  centre: '|',
  dot: ' - ',
  dash: '-',
};

export const marksOf = (style: TerminalStyle): Marks => (style.unicode ? UNICODE : ASCII);

/** Text that a model, a feed or a server wrote: on one line, and unable to steer the terminal. */
export const untrusted = (text: string): string => escapeForTerminal(text.replace(/\s+/g, ' ').trim());
