import { bootstrapMeans, type BlockBootstrapOptions } from '../inference/block-bootstrap.js';
import { automaticBlockLength } from '../inference/block-length.js';
import { intervalDocument } from './compare-losses.js';
import { pearson, spearman } from './correlation.js';
import type { Direction } from './schema.js';
import { sum } from '../../core/statistics/moments.js';

/** Whether the lean D = 2p − 1 has the sign, and goes with the size, of the horizon's return. */
export function directionOf(
  probabilities: Float64Array,
  returns: Float64Array,
  overlap: number,
  bootstrap: BlockBootstrapOptions,
): Direction {
  const lean = probabilities.map((p) => 2 * p - 1);
  const counted = lean.map((value, i) => (value !== 0 && returns[i] !== 0 ? 1 : 0));
  const hits = lean.map((value, i) => (counted[i] === 1 && value > 0 === returns[i]! > 0 ? 1 : 0));
  const n = sum(counted);
  const rises = returns.reduce((count, value, i) => count + (counted[i] === 1 && value > 0 ? 1 : 0), 0);
  // Hits come in runs where opinions and markets last.
  const blockLength = Math.max(bootstrap.blockLength, Math.ceil(automaticBlockLength(hits).circular));
  const [interval] = bootstrapMeans([hits, counted], [(means) => means[0]! / means[1]!], { ...bootstrap, blockLength });
  return {
    n,
    hit_rate: n === 0 ? null : sum(hits) / n,
    hit_rate_interval: intervalDocument(interval),
    majority_rate: n === 0 ? null : Math.max(rises, n - rises) / n,
    pearson: pearson(lean, returns, overlap),
    spearman: spearman(lean, returns, overlap),
  };
}
