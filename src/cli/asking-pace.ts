import type { Say } from '../report/language/say.js';
import { decimals } from '../report/shared/numbers.js';
import { shortTime } from '../report/terminal/progress.js';

/** How far the asking of one model is; counts are of decisions. */
export interface Asking {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  /** Of those done, how many a record answered. */
  readonly recorded: number;
  /** What the others cost, USD; null where a price is not known. */
  readonly cost_usd: number | null;
}

/** What the first answers say of the rest. */
export interface AskingForecast {
  readonly perMinute: number;
  readonly secondsLeft: number;
  /** USD; null where a price is not known. */
  readonly usdLeft: number | null;
  /** Share of the decisions so far without an opinion, 0 … 1. */
  readonly refused: number;
}

/** The speed is that of the last answers: a server warms up, and others come and go. */
const WINDOW = 20;

/** The pace at which a model answers, without what the record answered: of that there may be thousands in a second. */
export class AskingPace {
  #name = '';
  #recorded = 0;
  #asked = 0;
  #last: Asking | null = null;
  /** When the newest answers came, seconds; the first entry is where counting began. */
  #times: number[] = [];

  /** @param now seconds of a clock that only goes forward @returns null before the first answer */
  at(name: string, asking: Asking, now: number): AskingForecast | null {
    if (name !== this.#name || asking.done < (this.#last?.done ?? 0)) {
      this.#name = name;
      this.#recorded = this.#asked = 0;
      this.#times = [now];
    }
    this.#last = asking;
    const { done, recorded, total, failed, cost_usd } = asking;
    // What a record answers takes no time: counting begins after it.
    if (recorded > this.#recorded && this.#asked === 0) this.#times = [now];
    this.#recorded = recorded;
    for (; this.#asked < done - recorded; this.#asked += 1) this.#times.push(now);
    if (this.#times.length > WINDOW + 1) this.#times.splice(0, this.#times.length - WINDOW - 1);
    const answers = this.#times.length - 1;
    const seconds = this.#times.at(-1)! - this.#times[0]!;
    if (answers < 1 || !(seconds > 0)) return null;
    const left = total - done;
    return {
      perMinute: (answers / seconds) * 60,
      secondsLeft: (left * seconds) / answers,
      usdLeft: cost_usd === null ? null : (left * cost_usd) / this.#asked,
      refused: failed / done,
    };
  }
}

const perMinute = (value: number): string => decimals(value, value < 10 ? 1 : 0);
const dollars = (usd: number): string => `$${decimals(usd, usd < 0.1 ? 4 : 2)}`;

/** `1.4 a minute, 8 % refused, $1.20 more`. */
export function paceText({ perMinute: rate, refused, usdLeft }: AskingForecast, say: Say): string {
  const parts = [say('{n} a minute', { n: perMinute(rate) })];
  if (refused > 0) parts.push(say('{share} % refused', { share: decimals(refused * 100, 0) }));
  if (usdLeft !== null && usdLeft > 0) parts.push(say('{usd} more', { usd: dollars(usdLeft) }));
  return parts.join(', ');
}

/** The same once, as a sentence: how long the rest will take and what it will cost. */
export function forecastSentence(name: string, asking: Asking, forecast: AskingForecast, say: Say): string {
  const { done, total, failed } = asking;
  const { usdLeft, secondsLeft, refused } = forecast;
  const left = total - done;
  const cost =
    usdLeft === null
      ? say('cost an amount that is not known')
      : usdLeft > 0
        ? say('cost about {usd}', { usd: dollars(usdLeft) })
        : say('cost nothing');
  const lost =
    failed === 0
      ? say('none was refused')
      : say('{failed} of {done} ({share} %) were refused', {
          failed: String(failed),
          done: String(done),
          share: decimals(refused * 100, 0),
        });
  return say(
    '{name}: {rate} answers a minute, {lost}. The other {left} will take about {time} and {cost}. Ctrl-C keeps what is answered.',
    {
      name,
      rate: perMinute(forecast.perMinute),
      lost,
      left: String(left),
      time: shortTime(secondsLeft, { say }),
      cost,
    },
  );
}
