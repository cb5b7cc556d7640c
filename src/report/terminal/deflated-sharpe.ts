import { paragraph } from './layout.js';
import { marksOf } from './marks.js';
import { decimals } from '../shared/numbers.js';
import type { TerminalStyle } from './style.js';

/** What the number of tries on the same data makes of a Sharpe ratio. */
export interface DeflatedSharpeView {
  /** Of daily returns, not annualised. */
  readonly sharpe: number | null;
  readonly probabilistic_sharpe: number | null;
  readonly raw: { readonly trials: number; readonly deflated_sharpe: number | null };
  readonly clustered: { readonly trials: number; readonly deflated_sharpe: number | null };
  readonly without_result: number;
  /** Buying and holding, by the same measures. */
  readonly benchmark?:
    | {
        readonly sharpe: number | null;
        readonly raw_deflated_sharpe: number | null;
        readonly clustered_deflated_sharpe: number | null;
      }
    | undefined;
}

/** One sentence: how sure one may be that the Sharpe ratio is above 0, once it is counted how often was tried. */
export function renderDeflatedSharpe(view: DeflatedSharpeView, style: TerminalStyle): string {
  const { raw, clustered, without_result: without, probabilistic_sharpe: plain } = view;
  if (plain === null) return '';
  const first = `${marksOf(style).bullet} `;
  if (raw.trials <= 1) {
    const sentence = 'First try on these data: no luck of many tries is in its Sharpe ratio.';
    return paragraph(`${sentence}${besideHolding(view, false)}`, style, first);
  }
  const unfinished = without === 0 ? '' : ` (${without} without a result)`;
  const sentence =
    `Try ${raw.trials} on these data${unfinished}: the probability that its Sharpe ratio is better than the best of so many tries by luck is ` +
    `${share(raw.deflated_sharpe)}, and ${share(clustered.deflated_sharpe)} where tries that move together count once (${clustered.trials}).${besideHolding(view, true)}`;
  return paragraph(sentence, style, first);
}

const share = (value: number | null): string => (value === null ? 'not defined' : decimals(value, 2));

/** What the same measures say of buying and holding. */
function besideHolding({ sharpe, benchmark }: DeflatedSharpeView, deflated: boolean): string {
  if (sharpe === null || benchmark === undefined || benchmark.sharpe === null) return '';
  const { raw_deflated_sharpe: raw, clustered_deflated_sharpe: clustered } = benchmark;
  const would = deflated ? `, for which the probabilities would be ${share(raw)} and ${share(clustered)}` : '';
  return ` Of daily returns it is ${decimals(sharpe, 3)}, and that of buying and holding ${decimals(benchmark.sharpe, 3)}${would}.`;
}
