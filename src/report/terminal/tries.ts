import { duration } from '../shared/format.js';
import { paragraph, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { decimals, fraction } from '../shared/numbers.js';
import type { TerminalStyle } from './style.js';
import { dayOf } from '../../core/time.js';

/** What tells one backtest from another in a list. */
export interface TryView {
  readonly strategy: string;
  /** Null where they were not kept. */
  readonly params: Readonly<Record<string, unknown>> | null;
  readonly symbols: readonly string[];
  readonly interval_ms: number;
  /** UTC, ISO 8601. */
  readonly from: string;
  readonly to: string;
}

/** How it came out. */
export interface FiguresView {
  /** Fraction; null where it was not kept. */
  readonly total_return: number | null;
  /** Of a year; null where it is not defined. */
  readonly sharpe: number | null;
  readonly trade_count: number | null;
}

/** Strategy and parameters, in full: what is cut cannot be told apart. */
export function tryLine({ strategy, params }: TryView, style: TerminalStyle): string {
  const given = Object.entries(params ?? {}).map(([name, value]) => `${name}=${text(value)}`);
  const { bold } = style.paint;
  return paragraph([bold(untrusted(strategy)), untrusted(given.join(', '))].join(' ').trimEnd(), style);
}

/** Data of a try in one piece of text. */
export function dataText({ symbols, interval_ms: interval, from, to }: TryView, { say }: TerminalStyle): string {
  const range = say('{from} to {to}', { from: dayOf(from), to: dayOf(to) });
  return `${untrusted(symbols.join(', '))} ${duration(interval)}, ${range}`;
}

export function figuresText({ total_return, sharpe, trade_count }: FiguresView, style: TerminalStyle): string {
  const sign = total_return !== null && total_return > 0 ? '+' : '';
  return [
    ...(total_return === null ? [] : [`${sign}${fraction(total_return)}`]),
    style.say('Sharpe {n}', { n: sharpe === null ? style.say('n/a') : decimals(sharpe, 2) }),
    ...(trade_count === null ? [] : [style.say('{n} {n:trade|trades}', { n: trade_count })]),
  ].join(marksOf(style).dot);
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
