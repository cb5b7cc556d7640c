import type { BacktestSummary } from '../../core/backtest-result/index.js';
import type { Say } from '../language/say.js';
import { decimals, fraction } from '../shared/numbers.js';
import { heading, paragraph, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';

/** What held the run back, by the names of its configuration. */
const LIMITS: readonly (readonly [path: readonly string[], text: (value: number, say: Say) => string])[] = [
  [['execution', 'max_exposure'], (value, say) => say('exposure at most {n} times equity', { n: decimals(value, 2) })],
  [
    ['execution', 'max_net_exposure'],
    (value, say) => say('longs less shorts at most {n} times equity', { n: decimals(value, 2) }),
  ],
  [
    ['execution', 'max_group_exposure'],
    (value, say) => say('what moves together at most {n} times equity a side', { n: decimals(value, 2) }),
  ],
  [
    ['execution', 'max_change_per_decision'],
    (value, say) => say('growth a decision at most {n} times equity', { n: decimals(value, 2) }),
  ],
  [
    ['execution', 'max_drawdown'],
    (value, say) => say('closed for good at a loss of {share} from the peak', { share: fraction(value) }),
  ],
  [
    ['execution', 'max_participation'],
    (value, say) => say("at most {share} of a bar's volume", { share: fraction(value) }),
  ],
  [['regime', 'news_cap'], (value, say) => say('news raises a multiplier by at most {n}', { n: decimals(value, 2) })],
];

type Limited = Pick<BacktestSummary, 'configuration' | 'counters'>;

/** Limits that were in force, and how often they were felt; null without any. */
export function limitLine({ configuration, counters }: Limited, style: TerminalStyle): string | null {
  const { say } = style;
  const { dot } = marksOf(style);
  const inForce = LIMITS.flatMap(([path, text]) => {
    const value = at(configuration, path);
    return typeof value === 'number' ? [text(value, say)] : [];
  });
  const rules = at(configuration, ['filters', 'source']);
  if (typeof rules === 'string') inForce.push(say('order rules of {exchange}', { exchange: untrusted(rules) }));
  if (inForce.length === 0) return null;
  const { limited_orders: orders = 0, drift_reductions: drifts = 0 } = counters;
  if (orders > 0) inForce.push(say('{n} {n:order|orders} made smaller', { n: orders }));
  if (drifts > 0) inForce.push(say('{n} {n:reduction|reductions} for drift', { n: drifts }));
  return `${heading(say('Limits'), style)}\n${paragraph(inForce.join(dot), style, '  ')}`;
}

/** A value of a document by its path; undefined where there is none. */
function at(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  return at((value as Readonly<Record<string, unknown>>)[key], rest);
}
