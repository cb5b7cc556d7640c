/** Clusters whose trials correlate by at least this on average are one try. */
const LEAST_CORRELATION = 0.5;

/**
 * Groups trials that are variants of one idea: average-linkage clustering (UPGMA) by distance 1 − correlation, cut where the mean
 * correlation between two clusters falls under ½. López de Prado & Lewis, "Detection of False Investment Strategies Using
 * Unsupervised Learning Methods" (Quantitative Finance, 2019), count clusters for the same purpose; their k-means starts at
 * random, while this gives the same clusters each time, n for uncorrelated trials and 1 for equal ones. By chains of nearest
 * neighbours, O(n²).
 * @param correlation symmetric, 1 on the diagonal
 * @returns the indices of each cluster, ascending, clusters in the order of their first index
 */
export function clusterTrials(correlation: readonly Float64Array[]): readonly (readonly number[])[] {
  const count = correlation.length;
  const distance = correlation.map((row) => row.map((value) => 1 - value));
  const size = new Array<number>(count).fill(1);
  const live = new Set(size.keys());
  const merges: (readonly [number, number])[] = [];
  const chain: number[] = [];
  while (live.size > 1) {
    if (chain.length === 0) chain.push(first(live));
    const end = chain.at(-1)!;
    const before = chain.at(-2);
    // Of equal neighbours the one the chain came from, so that it cannot go in circles.
    let nearest = before ?? -1;
    let least = before === undefined ? Infinity : distance[end]![before]!;
    for (const other of live) {
      if (other !== end && distance[end]![other]! < least) [nearest, least] = [other, distance[end]![other]!];
    }
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    if (least <= 1 - LEAST_CORRELATION) merges.push([end, nearest]);
    const [kept, gone] = [Math.min(end, nearest), Math.max(end, nearest)];
    live.delete(gone);
    const [a, b] = [size[kept]!, size[gone]!];
    size[kept] = a + b;
    for (const other of live) {
      if (other === kept) continue;
      const mean = (a * distance[kept]![other]! + b * distance[gone]![other]!) / (a + b);
      distance[kept]![other] = mean;
      distance[other]![kept] = mean;
    }
  }
  return joined(count, merges);
}

/** The effective number of trials: how many clusters they make. */
export const effectiveTrials = (correlation: readonly Float64Array[]): number => clusterTrials(correlation).length;

const first = (live: ReadonlySet<number>): number => live.values().next().value!;

/** The sets that merges join. Each merge names its clusters by their least index. */
function joined(count: number, merges: readonly (readonly [number, number])[]): number[][] {
  const parent = Array.from({ length: count }, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at]!;
    return at;
  };
  for (const [a, b] of merges) {
    const [x, y] = [root(a), root(b)];
    parent[Math.max(x, y)] = Math.min(x, y);
  }
  const clusters = new Map<number, number[]>();
  for (let i = 0; i < count; i++) {
    const least = root(i);
    const cluster = clusters.get(least);
    if (cluster === undefined) clusters.set(least, [i]);
    else cluster.push(i);
  }
  return [...clusters.values()];
}
