import { z } from 'zod';
import type { ScoredForecast } from '../../forecast.js';
import { bootstrapMeans, bootstrapRows } from '../../inference/block-bootstrap.js';
import { resampling, type MemoryTestOptions } from './options.js';

export interface TooGoodOptions extends MemoryTestOptions {
  /** Brier skill against 0.5 above which a forecast of this market is not believed. Default 0.1. */
  readonly plausibleSkill?: number;
  /** The same for the area under the ROC curve. Default 0.65. */
  readonly plausibleAuc?: number;
}

/**
 * A judgement, not a measurement. The skill of a calibrated forecaster is 4·Var(p): 0.1 is a forecaster who is right in about
 * 63 of 100 decisions, year in, year out, in a market where hundredths of that would be worth having. An AUC of 0.65 is about
 * the same without regard to how boldly the probabilities are put.
 */
const PLAUSIBLE_SKILL = 0.1;
const PLAUSIBLE_AUC = 0.65;

const interval = z.tuple([z.number(), z.number()]).nullable();

export const tooGoodSchema = z.object({
  n: z.number(),
  /** 1 − Brier / 0.25. */
  skill: z.number().nullable(),
  skill_interval: interval,
  plausible_skill: z.number(),
  /** Null where only one outcome occurred. */
  auc: z.number().nullable(),
  auc_interval: interval,
  plausible_auc: z.number(),
  /** True where either interval is wholly above what is plausible; null where neither could be computed. */
  too_good: z.boolean().nullable(),
});
export type TooGood = z.infer<typeof tooGoodSchema>;

/**
 * Whether a forecaster knows more than can be known: its whole 95 % interval lies above what is plausible. That finds a
 * look-ahead in the data or the code, which no masking shows. The area under the curve is looked at beside the skill, since
 * one who knows the outcome and says 0.52 has little skill and every pair in order.
 * @param forecasts in any order
 */
export function tooGood(forecasts: readonly ScoredForecast[], options: TooGoodOptions): TooGood {
  const { plausibleSkill = PLAUSIBLE_SKILL, plausibleAuc = PLAUSIBLE_AUC } = options;
  const ordered = [...forecasts].sort((a, b) => a.decidedAt - b.decidedAt);
  const bootstrap = resampling(ordered.length, options);
  const losses = Float64Array.from(ordered, (row) => (row.probBull - row.label.outcome) ** 2);
  const skillOf = (meanLoss: number): number => 1 - meanLoss / 0.25;
  const skill =
    bootstrap === null ? null : (bootstrapMeans([losses], [(means) => skillOf(means[0]!)], bootstrap)[0] ?? null);
  const areaUnderCurve = areaOf(ordered);
  const estimate = areaUnderCurve(Int32Array.from(ordered, (_, i) => i));
  const area = bootstrap === null ? null : bootstrapRows(ordered.length, areaUnderCurve, bootstrap);
  const bounds = [skill === null ? null : skill.low > plausibleSkill, area === null ? null : area.low > plausibleAuc];
  return {
    n: ordered.length,
    skill: ordered.length === 0 ? null : skillOf(losses.reduce((sum, loss) => sum + loss, 0) / losses.length),
    skill_interval: skill === null ? null : [skill.low, skill.high],
    plausible_skill: plausibleSkill,
    auc: Number.isFinite(estimate) ? estimate : null,
    auc_interval: area === null ? null : [area.low, area.high],
    plausible_auc: plausibleAuc,
    too_good: bounds.every((bound) => bound === null) ? null : bounds.includes(true),
  };
}

/**
 * The area under the ROC curve of a resample: the share of pairs of a bull and a bear decision in which the bull one has the
 * higher probability, ties counted half. Forecasts are sorted once; a resample then only counts how often each was drawn.
 */
function areaOf(forecasts: readonly ScoredForecast[]): (rows: Int32Array) => number {
  const n = forecasts.length;
  const order = Int32Array.from(forecasts, (_, i) => i).sort((a, b) => forecasts[a]!.probBull - forecasts[b]!.probBull);
  const drawn = new Float64Array(n);
  return (rows) => {
    drawn.fill(0);
    for (const row of rows) drawn[row]! += 1;
    let bears = 0;
    let bulls = 0;
    let area = 0;
    for (let first = 0; first < n;) {
      const { probBull } = forecasts[order[first]!]!;
      let bullsHere = 0;
      let bearsHere = 0;
      for (; first < n && forecasts[order[first]!]!.probBull === probBull; first++) {
        const row = order[first]!;
        if (forecasts[row]!.label.outcome === 1) bullsHere += drawn[row]!;
        else bearsHere += drawn[row]!;
      }
      area += bullsHere * (bears + bearsHere / 2);
      bulls += bullsHere;
      bears += bearsHere;
    }
    return area / (bulls * bears);
  };
}
