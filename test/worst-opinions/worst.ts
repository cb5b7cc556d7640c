import { seededRandom } from '../../src/core/ports/random.js';
import { MARKETS, type MarketName } from './markets.js';
import { tradeWorst, type TradedLimits, type TradedStrategy } from './trade.js';
import { judge, type Judged } from './violations.js';

/** Bars of each market: 20 days of hours, 80 decisions. */
const BARS = 480;

/** Limits from strict to loose, and lots of an order from none to a coarse one. */
function limitsOf(seed: number): TradedLimits {
  const random = seededRandom(seed ^ 0x5eed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random.next() * values.length)]!;
  return {
    cap: pick([0.3, 0.5, 0.8, 1.2]),
    step: pick([0.05, 0.1, 0.25, 0.5]),
    drawdown: pick([0.1, 0.2, 0.9]),
    lot: pick([null, null, 0.004, 0.03]),
  };
}

export interface WorstRun {
  readonly where: string;
  readonly backtest: Judged;
  readonly session: Judged;
  /** Equity of the two, to the last bit. */
  readonly isSame: boolean;
}

/** One market under one set of limits, by its seed. */
export async function worstRun(market: MarketName, seed: number, strategy: TradedStrategy): Promise<WorstRun> {
  const limits = limitsOf(seed);
  const traded = await tradeWorst(MARKETS[market](seed, BARS), limits, strategy);
  const isAlone = strategy === 'llm-regime';
  return {
    where: `${strategy} in ${market}, seed ${seed}, ${JSON.stringify(limits)}`,
    backtest: judge(traded.backtest, isAlone),
    session: judge(traded.session, isAlone),
    isSame: traded.backtest.equity.every((equity, i) => equity === traded.session.equity[i]),
  };
}

/** What broke a bound in any of the runs, with where it did. */
export const brokenIn = (runs: readonly WorstRun[]): string[] =>
  runs.flatMap(({ where, backtest, session, isSame }) => [
    ...(isSame ? [] : [`${where}: session and backtest differ`]),
    ...[...new Set([...backtest.violations, ...session.violations])].map((violation) => `${where}: ${violation}`),
  ]);
