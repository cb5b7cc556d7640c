import type { Random } from '../../../core/ports/random.js';
import type { HmmObservations, HmmParameters } from './parameters.js';

/** Expected to stay where it is for ten rows: regimes last, and EM is slow to leave a start where they do not. */
const STAY = 0.9;
const LLOYD_ROUNDS = 10;

function squaredDistance({ values, columns }: HmmObservations, row: number, centres: Float64Array, k: number): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += (values[row * columns + j]! - centres[k * columns + j]!) ** 2;
  return sum;
}

/** Rows of the first centres: far from each other, by chance (k-means++, Arthur & Vassilvitskii 2007, SODA). */
function spreadCentres(observations: HmmObservations, states: number, random: Random): Float64Array {
  const { values, rows, columns } = observations;
  const centres = new Float64Array(states * columns);
  const nearest = new Float64Array(rows).fill(1);
  for (let k = 0; k < states; k++) {
    const total = nearest.reduce((sum, value) => sum + value, 0);
    let left = random.next() * total;
    let row = 0;
    while (row < rows - 1 && (left -= nearest[row]!) >= 0) row += 1;
    centres.set(values.subarray(row * columns, (row + 1) * columns), k * columns);
    for (let t = 0; t < rows; t++) {
      const distance = squaredDistance(observations, t, centres, k);
      if (k === 0 || distance < nearest[t]!) nearest[t] = distance;
    }
  }
  return centres;
}

/** Clusters by Lloyd's rounds from the centres; `cluster[t]` is the nearest centre of row t. */
function assignClusters(observations: HmmObservations, states: number, centres: Float64Array): Int32Array {
  const { values, rows, columns } = observations;
  const cluster = new Int32Array(rows);
  for (let round = 0; ; round++) {
    for (let t = 0; t < rows; t++) {
      let best = 0;
      for (let k = 1; k < states; k++) {
        if (squaredDistance(observations, t, centres, k) < squaredDistance(observations, t, centres, best)) best = k;
      }
      cluster[t] = best;
    }
    if (round === LLOYD_ROUNDS) return cluster;
    const counts = new Float64Array(states);
    const sums = new Float64Array(centres.length);
    for (let t = 0; t < rows; t++) {
      const k = cluster[t]!;
      counts[k]! += 1;
      for (let j = 0; j < columns; j++) sums[k * columns + j]! += values[t * columns + j]!;
    }
    for (let i = 0; i < sums.length; i++) {
      const count = counts[Math.floor(i / columns)]!;
      if (count > 0) centres[i] = sums[i]! / count;
    }
  }
}

/** States whose means and variances are those of the clusters; an empty cluster takes those of all rows. */
function fromClusters(
  { values, rows, columns }: HmmObservations,
  states: number,
  cluster: Int32Array,
  varianceFloor: number,
): HmmParameters {
  const means = new Float64Array(states * columns);
  const variances = new Float64Array(states * columns);
  for (let k = 0; k < states; k++) {
    const members = cluster.includes(k) ? k : -1;
    for (let j = 0; j < columns; j++) {
      let count = 0;
      let sum = 0;
      let squares = 0;
      for (let t = 0; t < rows; t++) {
        if (members >= 0 && cluster[t] !== members) continue;
        count += 1;
        sum += values[t * columns + j]!;
      }
      const mean = sum / count;
      for (let t = 0; t < rows; t++) {
        if (members >= 0 && cluster[t] !== members) continue;
        squares += (values[t * columns + j]! - mean) ** 2;
      }
      means[k * columns + j] = mean;
      variances[k * columns + j] = Math.max(squares / count, varianceFloor);
    }
  }
  const transitions = new Float64Array(states * states).fill(states > 1 ? (1 - STAY) / (states - 1) : 1);
  for (let k = 0; k < states && states > 1; k++) transitions[k * states + k] = STAY;
  return { states, columns, start: new Float64Array(states).fill(1 / states), transitions, means, variances };
}

/** States that are equal shares of the rows by the order of one column. */
export function quantileStart(
  observations: HmmObservations,
  states: number,
  varianceFloor: number,
  column: number,
): HmmParameters {
  const { values, rows, columns } = observations;
  const order = Array.from({ length: rows }, (_, t) => t);
  order.sort((a, b) => values[a * columns + column]! - values[b * columns + column]! || a - b);
  const cluster = new Int32Array(rows);
  for (const [rank, row] of order.entries()) cluster[row] = Math.floor((rank * states) / rows);
  return fromClusters(observations, states, cluster, varianceFloor);
}

/** States that are the clusters of k-means from a seeded start. Columns should be of like scale. */
export function clusterStart(
  observations: HmmObservations,
  states: number,
  varianceFloor: number,
  random: Random,
): HmmParameters {
  const centres = spreadCentres(observations, states, random);
  return fromClusters(observations, states, assignClusters(observations, states, centres), varianceFloor);
}
