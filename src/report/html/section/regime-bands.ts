import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import type { Band } from '../chart/bands.js';
import { minuteText } from '../../../core/time.js';
import { say, type ReportText } from '../speech.js';

const NAMES = { bull: 'Bullish', bear: 'Bearish', neutral: 'Neutral' } as const satisfies Record<string, ReportText>;

/** From each opinion's arrival to the next one's: what the strategy could know. A failed opinion changes nothing. */
export function regimeBands({ regime, end_time: end }: BacktestResultDocument): Band[] {
  if (regime === null) return [];
  const known = regime.filter(({ label }) => label !== null);
  return known.map(({ label, available_at: from, prob_bull }, index) => {
    const begins = say('{regime} from {time} UTC', { regime: say(NAMES[label!]), time: minuteText(from) });
    const opinion =
      prob_bull === null ? '' : ` ${say('(probability of a bull market {n} %)', { n: Math.round(prob_bull * 100) })}`;
    return {
      from,
      to: known[index + 1]?.available_at ?? end,
      className: label!,
      title: `${begins}${opinion}`,
    };
  });
}
