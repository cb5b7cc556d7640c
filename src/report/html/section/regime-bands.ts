import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import type { Band } from '../chart/bands.js';
import { minuteText } from '../../../core/time.js';

const NAMES = { bull: 'Bullish', bear: 'Bearish', neutral: 'Neutral' } as const;

/** From each opinion's arrival to the next one's: what the strategy could know. A failed opinion changes nothing. */
export function regimeBands({ regime, end_time: end }: BacktestResultDocument): Band[] {
  if (regime === null) return [];
  const known = regime.filter(({ label }) => label !== null);
  return known.map(({ label, available_at: from, prob_bull }, index) => {
    const opinion = prob_bull === null ? '' : ` (probability of a bull market ${Math.round(prob_bull * 100)} %)`;
    return {
      from,
      to: known[index + 1]?.available_at ?? end,
      className: label!,
      title: `${NAMES[label!]} from ${minuteText(from)} UTC${opinion}`,
    };
  });
}
