import { z } from 'zod';
import { InputError } from '../../../core/errors.js';
import type { ScoredForecast } from '../../forecast.js';
import { bootstrapMeans } from '../../inference/block-bootstrap.js';
import { decideLow } from '../../inference/decided-low.js';
import { onAHair, resampling, type MemoryTestOptions } from './options.js';
import { given } from '../../../core/given.js';
import { isoTime } from '../../../core/time.js';

export interface PairedBrierOptions extends MemoryTestOptions {
  /** UTC ms up to which the model's training data reach; null where it is unknown. */
  readonly cutoff: number | null;
}

export const pairedBrierSchema = z.object({
  /** Only what had happened before the cutoff can be remembered, so that is looked at where there is enough of it. */
  scope: z.enum(['before_cutoff', 'all']),
  n: z.number(),
  /** Decisions with an answer to one form only: they are left out. */
  unpaired: z.number(),
  brier_unmasked: z.number(),
  brier_masked: z.number(),
  /** Masked less unmasked: positive where the model is better when it can see names, dates and prices. */
  difference: z.number(),
  /** 95 %, block bootstrap; null where the decisions are too few. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
  block_length: z.number(),
  /** True where the whole interval is above 0; null where there is none. */
  memorised: z.boolean().nullable(),
  on_a_hair: onAHair,
});
export type PairedBrier = z.infer<typeof pairedBrierSchema>;

interface Pair {
  readonly maturesAt: number;
  readonly unmasked: number;
  readonly masked: number;
}

/**
 * Whether a model is better when it can recognise the moment: the paired difference in Brier score between the masked and the
 * plain form of the same decisions. It is flagged where the whole two-sided 95 % interval is above 0: one-sided 2.5 %, since
 * this is one of two tests of memory and either of them raises a flag.
 * @param unmasked,masked forecasts of the same decisions, matched by `decidedAt`
 * @throws InputError where no decision has both, or where both disagree about an outcome
 */
export function pairedBrier(
  unmasked: readonly ScoredForecast[],
  masked: readonly ScoredForecast[],
  options: PairedBrierOptions,
): PairedBrier {
  const { cutoff, overlap } = options;
  const all = pairUp(unmasked, masked);
  const early = cutoff === null ? [] : all.filter((pair) => pair.maturesAt <= cutoff);
  const useEarly = resampling(early.length, options) !== null;
  const pairs = useEarly ? early : all;
  const columns = [Float64Array.from(pairs, (pair) => pair.unmasked), Float64Array.from(pairs, (pair) => pair.masked)];
  const difference = (means: Float64Array): number => means[1]! - means[0]!;
  const means = Float64Array.from(columns, (column) => column.reduce((sum, loss) => sum + loss, 0) / column.length);
  const bootstrap = resampling(pairs.length, options);
  const decided =
    bootstrap === null
      ? null
      : decideLow(
          0,
          (samples) => bootstrapMeans(columns, [difference], { ...bootstrap, samples })[0] ?? null,
          bootstrap.samples,
        );
  return {
    scope: useEarly ? 'before_cutoff' : 'all',
    n: pairs.length,
    unpaired: unmasked.length + masked.length - 2 * all.length,
    brier_unmasked: means[0]!,
    brier_masked: means[1]!,
    difference: difference(means),
    interval: decided === null ? null : [decided.low, decided.high],
    block_length: 2 * overlap,
    memorised: decided === null ? null : decided.isAbove,
    ...given({ on_a_hair: decided?.onAHair }),
  };
}

function pairUp(unmasked: readonly ScoredForecast[], masked: readonly ScoredForecast[]): Pair[] {
  const others = new Map(masked.map((forecast) => [forecast.decidedAt, forecast]));
  const pairs: Pair[] = [];
  for (const one of [...unmasked].sort((a, b) => a.decidedAt - b.decidedAt)) {
    const other = others.get(one.decidedAt);
    if (other === undefined) continue;
    const { outcome } = one.label;
    if (other.label.outcome !== outcome) {
      throw new InputError(
        'probe.labels',
        `The masked and the plain forecast of ${isoTime(one.decidedAt)} have different outcomes: score both against the true market.`,
        { where: 'label.outcome' },
      );
    }
    pairs.push({
      maturesAt: one.maturesAt,
      unmasked: (one.probBull - outcome) ** 2,
      masked: (other.probBull - outcome) ** 2,
    });
  }
  if (pairs.length === 0) {
    throw new InputError(
      'probe.unpaired',
      'No decision was answered both plainly and masked, so there is nothing to compare.',
      {
        where: 'forecasts',
        remedy: 'ask both forms of the same decisions',
      },
    );
  }
  return pairs;
}
