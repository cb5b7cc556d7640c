import type { Say } from '../language/say.js';
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
  const { say } = style;
  const first = `${marksOf(style).bullet} `;
  if (raw.trials <= 1) {
    const sentence = say('First try on these data: no luck of many tries is in its Sharpe ratio.');
    return paragraph(`${sentence}${besideHolding(view, false, say)}`, style, first);
  }
  const unfinished = without === 0 ? '' : ` ${say('({n} without a result)', { n: without })}`;
  const sentence = say(
    'Try {n} on these data{unfinished}: the probability that its Sharpe ratio is better than the best of so many tries by luck is {raw}, and {clustered} where tries that move together count once ({groups}).',
    {
      n: raw.trials,
      unfinished,
      raw: share(raw.deflated_sharpe, say),
      clustered: share(clustered.deflated_sharpe, say),
      groups: clustered.trials,
    },
  );
  return paragraph(`${sentence}${besideHolding(view, true, say)}`, style, first);
}

const share = (value: number | null, say: Say): string => (value === null ? say('not defined') : decimals(value, 2));

/** What the same measures say of buying and holding. */
function besideHolding({ sharpe, benchmark }: DeflatedSharpeView, deflated: boolean, say: Say): string {
  if (sharpe === null || benchmark === undefined || benchmark.sharpe === null) return '';
  const { raw_deflated_sharpe: raw, clustered_deflated_sharpe: clustered } = benchmark;
  const would = deflated
    ? say(', for which the probabilities would be {raw} and {clustered}', {
        raw: share(raw, say),
        clustered: share(clustered, say),
      })
    : '';
  return ` ${say('Of daily returns it is {sharpe}, and that of buying and holding {held}{would}.', {
    sharpe: decimals(sharpe, 3),
    held: decimals(benchmark.sharpe, 3),
    would,
  })}`;
}
