import type { DeflatedSharpe } from '../core/backtest-result/index.js';
import type { TrialRecord } from '../core/ports/trial-store.js';
import { kurtosis, probabilisticSharpe, skewness } from '../engine/metrics/tails.js';
import { sampleDeviation } from '../core/statistics/moments.js';
import { correlationMatrix } from './correlation.js';
import { dailySharpe } from './daily-returns.js';
import { clusterTrials } from './effective-trials.js';
import { expectedMaximumSharpe } from './expected-maximum.js';

export interface DeflatedSharpeInput {
  /** Daily simple returns of the run that is judged. */
  readonly dailyReturns: Float64Array;
  /** Of buying and holding over the same days. */
  readonly benchmarkReturns?: Float64Array;
  /** All tries at the same question, the run itself among them; see `trialsOn`. */
  readonly trials: readonly TrialRecord[];
}

/**
 * The deflated Sharpe ratio: the probabilistic one against the best that so many tries without skill would be expected to show,
 * once with every trial counted and once with clusters of them. Bailey & López de Prado (2014), as for `expectedMaximumSharpe`.
 */
export function deflatedSharpe({ dailyReturns, benchmarkReturns, trials }: DeflatedSharpeInput): DeflatedSharpe {
  const known = trials.flatMap(({ daily }) => {
    const sharpe = daily === null ? null : dailySharpe(daily.returns);
    return daily === null || sharpe === null ? [] : [{ daily, sharpe }];
  });
  const withoutResult = trials.length - known.length;
  const correlation = correlationMatrix(known.map(({ daily }) => daily));
  const clusters = clusterTrials(correlation);
  const excess = kurtosis(dailyReturns);
  const counting = (count: number, sharpes: readonly number[]): DeflatedSharpe['raw'] => {
    const variance = (sampleDeviation(Float64Array.from(sharpes)) ?? 0) ** 2;
    const expected = expectedMaximumSharpe(variance, count);
    return {
      trials: count,
      sharpe_variance: variance,
      expected_maximum: expected,
      deflated_sharpe: probabilisticSharpe(dailyReturns, expected),
    };
  };
  const own = known.map(({ sharpe }) => sharpe);
  const raw = counting(trials.length, own);
  const clustered = counting(
    clusters.length + withoutResult,
    clusters.map((cluster) => mixedSharpe(cluster, own, correlation)),
  );
  return {
    schema_version: 1,
    sharpe: dailySharpe(dailyReturns),
    observations: dailyReturns.length,
    skewness: skewness(dailyReturns),
    kurtosis: excess === null ? null : excess + 3,
    probabilistic_sharpe: probabilisticSharpe(dailyReturns),
    raw,
    clustered,
    without_result: withoutResult,
    ...(benchmarkReturns === undefined
      ? {}
      : {
          benchmark: {
            sharpe: dailySharpe(benchmarkReturns),
            probabilistic_sharpe: probabilisticSharpe(benchmarkReturns),
            raw_deflated_sharpe: probabilisticSharpe(benchmarkReturns, raw.expected_maximum),
            clustered_deflated_sharpe: probabilisticSharpe(benchmarkReturns, clustered.expected_maximum),
          },
        }),
  };
}

/**
 * Sharpe ratio of the mix of trials with equal risk: the mean of theirs over the root of their mean correlation, which is what the
 * averaged returns of unit deviation have where all have the same days.
 */
function mixedSharpe(
  cluster: readonly number[],
  sharpes: readonly number[],
  correlation: readonly Float64Array[],
): number {
  let [sharpe, together] = [0, 0];
  for (const i of cluster) {
    sharpe += sharpes[i]! / cluster.length;
    for (const j of cluster) together += correlation[i]![j]! / cluster.length ** 2;
  }
  return sharpe / Math.sqrt(together);
}
