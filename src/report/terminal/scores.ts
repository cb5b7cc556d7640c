import { SIGNED_SCORES, UNIT_SCORES, type RegimeScores, type ScoreName } from '../../core/regime/schema.js';
import type { Say, TerminalWord } from '../language/say.js';
import { padEnd, padStart } from './layout.js';
import { marksOf } from './marks.js';
import { decimals, signed } from '../shared/numbers.js';
import type { TerminalStyle } from './style.js';

const CELLS = 10;
/** The longest of the names. */
const labelWidth = (say: Say): number => Math.max(...Object.values(NAMES).map((name) => say(name).length));
const NAMES: Readonly<Record<ScoreName, TerminalWord>> = {
  global_sentiment: 'global sentiment',
  btc_sentiment: 'BTC sentiment',
  altcoin_sentiment: 'altcoin sentiment',
  onchain_pressure: 'on-chain pressure',
  liquidity_risk: 'liquidity risk',
  news_risk: 'news risk',
  trend_strength: 'trend strength',
};

/** Both halves grow away from the middle, so that the sign is seen without colour. */
function signedBar(value: number, style: TerminalStyle): string {
  const { paint } = style;
  const marks = marksOf(style);
  const half = CELLS / 2;
  const filled = Math.round(Math.abs(value) * half);
  const on = marks.full.repeat(filled);
  const off = paint.dim(marks.empty.repeat(half - filled));
  const none = paint.dim(marks.empty.repeat(half));
  const centre = paint.dim(marks.centre);
  return value < 0 ? `${off}${paint.red(on)}${centre}${none}` : `${none}${centre}${paint.green(on)}${off}`;
}

function unitBar(value: number, risk: boolean, style: TerminalStyle): string {
  const { paint } = style;
  const marks = marksOf(style);
  const filled = Math.round(value * (CELLS + 1));
  const colour = risk ? (value > 0.9 ? paint.red : value > 0.5 ? paint.yellow : paint.cyan) : paint.cyan;
  return `${colour(marks.full.repeat(filled))}${paint.dim(marks.empty.repeat(CELLS + 1 - filled))}`;
}

function line(name: ScoreName, value: number | null, bar: (value: number) => string, text: string, say: Say): string {
  const label = padEnd(say(NAMES[name]), Math.max(18, labelWidth(say)));
  return value === null
    ? `  ${label} ${padEnd(say('not given'), CELLS + 1)} ${padStart(say('as 0'), 6)}`
    : `  ${label} ${bar(value)} ${padStart(text, 6)}`;
}

/** The model's scores as small bars: those of −1 … 1 from the middle, those of 0 … 1 from the left. */
export function scoreBars(scores: RegimeScores, style: TerminalStyle): string {
  const { say } = style;
  const left = SIGNED_SCORES.map((name) => {
    const value = scores[name];
    return line(name, value, (v) => signedBar(v, style), value === null ? '' : signed(value, 2), say);
  });
  const right = UNIT_SCORES.map((name) => {
    const value = scores[name];
    return line(
      name,
      value,
      (v) => unitBar(v, name !== 'trend_strength', style),
      value === null ? '' : decimals(value, 2),
      say,
    );
  });
  const columnWidth = 2 + Math.max(18, labelWidth(say)) + 1 + (CELLS + 1) + 1 + 6;
  if (style.width < 2 * columnWidth + 2) return [...left, ...right].join('\n');
  return left.map((text, i) => `${padEnd(text, columnWidth + 2)}${right[i] ?? ''}`.trimEnd()).join('\n');
}
