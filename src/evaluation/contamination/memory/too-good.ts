import { z } from 'zod';
import { given } from '../../../core/given.js';
import type { ScoredForecast } from '../../forecast.js';
import { bootstrapMeans, bootstrapRows } from '../../inference/block-bootstrap.js';
import { decideLow } from '../../inference/decided-low.js';
import { onAHair, resampling, type MemoryTestOptions } from './options.js';

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
  on_a_hair: onAHair,
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
    bootstrap === null
      ? null
      : decideLow(
          plausibleSkill,
          (samples) => bootstrapMeans([losses], [(means) => skillOf(means[0]!)], { ...bootstrap, samples })[0] ?? null,
          bootstrap.samples,
        );
  const areaUnderCurve = areaOf(ordered);
  const estimate = areaUnderCurve(Int32Array.from(ordered, (_, i) => i));
  const area =
    bootstrap === null
      ? null
      : decideLow(
          plausibleAuc,
          (samples) => bootstrapRows(ordered.length, areaUnderCurve, { ...bootstrap, samples }),
          bootstrap.samples,
        );
  const decided = [skill, area].filter((each) => each !== null);
  // Sure where one of them surely says so, or both surely do not.
  const isSure =
    decided.some(({ isAbove, onAHair: hair }) => isAbove && !hair) || decided.every(({ onAHair: hair }) => !hair);
  return {
    n: ordered.length,
    skill: ordered.length === 0 ? null : skillOf(losses.reduce((sum, loss) => sum + loss, 0) / losses.length),
    skill_interval: skill === null ? null : [skill.low, skill.high],
    plausible_skill: plausibleSkill,
    auc: Number.isFinite(estimate) ? estimate : null,
    auc_interval: area === null ? null : [area.low, area.high],
    plausible_auc: plausibleAuc,
    too_good: decided.length === 0 ? null : decided.some(({ isAbove }) => isAbove),
    ...given({ on_a_hair: decided.length === 0 ? undefined : !isSure }),
  };
}

/**
 * The area under the ROC curve of a resample: the share of pairs of a bull and a bear decision in which the bull one has the
 * higher probability, ties counted half. Forecasts are sorted once; a resample then only counts how often each was drawn.
 */
function areaOf(forecasts: readonly ScoredForecast[]): (rows: Int32Array) => number {
  const n = forecasts.length;
  const order = Int32Array.from(forecasts, (_, i) => i).sort((a, b) => forecasts[a]!.probBull - forecasts[b]!.probBull);
  const place = new Int32Array(n);
  const isBull = new Uint8Array(n);
  /** The first of its probability. */
  const isFirst = new Uint8Array(n);
  order.forEach((row, at) => {
    place[row] = at;
    isBull[at] = forecasts[row]!.label.outcome;
    isFirst[at] = Number(at === 0 || forecasts[row]!.probBull !== forecasts[order[at - 1]!]!.probBull);
  });
  const drawn = new Float64Array(n);
  return (rows) => {
    drawn.fill(0);
    for (const row of rows) drawn[place[row]!]! += 1;
    let bears = 0;
    let bulls = 0;
    let area = 0;
    let bullsHere = 0;
    let bearsHere = 0;
    const close = (): void => {
      area += bullsHere * (bears + bearsHere / 2);
      bulls += bullsHere;
      bears += bearsHere;
      bullsHere = 0;
      bearsHere = 0;
    };
    for (let at = 0; at < n; at++) {
      if (isFirst[at] === 1) close();
      if (isBull[at] === 1) bullsHere += drawn[at]!;
      else bearsHere += drawn[at]!;
    }
    close();
    return area / (bulls * bears);
  };
}
