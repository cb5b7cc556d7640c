import type { CycleDocument } from '../../contract/cycle.js';
import { askedTemperature } from '../config/index.js';
import { InputError, LlmTradingError, messageOf, RefusedError } from '../../core/errors.js';
import type { MarketSnapshot } from '../../core/market-snapshot/index.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import { evaluateRegimeAndSize } from '../../core/regime-engine/evaluate.js';
import type { CycleMeasures, MeasuredReading } from './cycle-measures.js';
import { heuristicModel } from '../../evaluation/baselines/heuristic.js';
import type { Runtime } from '../runtime/runtime.js';
import { requireSpotPrice } from '../snapshots/snapshot.js';

export interface CycleOptions {
  readonly model: RegimeModel;
  /** What was measured of the model. Default: its opinion is traded whole, as it is given. */
  readonly measures?: Pick<CycleMeasures, 'read' | 'warnings'>;
  readonly signal?: AbortSignal;
  readonly onText?: (delta: string) => void;
}

/**
 * Snapshot → model → regime → sizes, under the configured limits. When no model has a valid opinion, `llm.on_failure` decides:
 * `baseline` answers by the statistical rule, `flat` gives a document without a regime whose sizes are 0, `hold` throws, since
 * there is nothing to change.
 * @throws InputError, RefusedError (a budget), UnavailableError (no price; no regime under `hold`)
 */
export async function runCycle(
  runtime: Runtime,
  snapshot: MarketSnapshot,
  options: CycleOptions,
): Promise<CycleDocument> {
  const { config, log } = runtime;
  requireSpotPrice(snapshot);
  const { baseLongSize: base_long, baseShortSize: base_short, kMax: k_max, profile, newsCap } = config.sizing;
  const frame = { snapshot, base_long, base_short, k_max };
  const { measures } = options;
  const evaluate = async (model: RegimeModel) => {
    let report: MeasuredReading['report'] = { earned: null, calibration: null };
    const result = await evaluateRegimeAndSize(snapshot, model, {
      baseSize: { long: base_long, short: base_short },
      kMax: k_max,
      temperature: askedTemperature(config),
      profile,
      newsCap: newsCap ?? undefined,
      read:
        measures === undefined
          ? undefined
          : async (decision) => {
              const reading = await measures.read(decision);
              ({ report } = reading);
              return reading;
            },
      signal: options.signal,
      onText: options.onText,
    });
    return { ...result, ...report, warnings: [...result.warnings, ...(measures?.warnings ?? []), ...about(report)] };
  };
  try {
    const result = await evaluate(options.model);
    return {
      ...frame,
      ...result,
      warnings: [
        ...result.warnings,
        ...warningsAbout(result.k_long, result.k_short, k_max),
        ...aboutSizes({ long: base_long, short: base_short }, result),
      ],
    };
  } catch (error) {
    const { onFailure } = config.llm;
    const isOurs =
      error instanceof InputError ||
      error instanceof RefusedError ||
      options.signal?.aborted === true ||
      // A replay that lacks an answer is not a failure of a model: another answer would not be the recorded run.
      (error instanceof LlmTradingError && error.code === 'llm.replay-miss');
    if (isOurs || onFailure === 'hold' || options.model.kind === 'baseline') throw error;
    log.warn('model.failed', { model: options.model.id, on_failure: onFailure, error });
    const why = `${options.model.id} gave no regime: ${messageOf(error)}`;
    if (onFailure === 'baseline') {
      const result = await evaluate(heuristicModel);
      return {
        ...frame,
        ...result,
        warnings: [
          `${why} The statistical baseline answered instead.`,
          ...result.warnings,
          ...aboutSizes({ long: base_long, short: base_short }, result),
        ],
      };
    }
    const identity = { id: options.model.id, kind: options.model.kind, version: null };
    const sizes = { k_long: 0, k_short: 0, pos_long: 0, pos_short: 0 };
    return {
      ...frame,
      ...sizes,
      llm_output: null,
      model: identity,
      usage: null,
      news_cap: null,
      earned: null,
      calibration: null,
      warnings: [`${why} By on_failure "flat" every size is 0.`],
    };
  }
}

/** Why nothing of an opinion is traded. */
function about({ earned }: MeasuredReading['report']): string[] {
  if (earned === null || earned.share > 0) return [];
  const why =
    earned.refused ??
    (earned.because === null
      ? null
      : `evaluation ${earned.evaluation ?? ''} says "${earned.because.replace(/\.$/, '')}"`) ??
    (earned.age === 0
      ? `what evaluation ${earned.evaluation ?? ''} measured is half a year old: evaluate again`
      : `evaluation ${earned.evaluation ?? ''} shows no skill to trade on`);
  return [`Nothing of this opinion is earned, so that every size is its base size: ${why}.`];
}

function warningsAbout(kLong: number, kShort: number, kMax: number): string[] {
  if (kLong > 0 || kShort > 0) return [];
  return [kMax === 0 ? 'k_max is 0, so every size is 0.' : 'The risks stop everything: every size is 0.'];
}

/** Sizes of more than the whole account: meant by few, and typed easily where a fraction is asked for. */
function aboutSizes(
  base: { readonly long: number; readonly short: number },
  positions: { readonly pos_long: number; readonly pos_short: number },
): string[] {
  const percent = (value: number): string => `${Number((value * 100).toFixed(2))} %`;
  const largest = Math.max(base.long, base.short);
  if (largest > 1) {
    return [
      `The base size ${largest} is ${percent(largest)} of equity, since sizes are fractions: ${largest} % is ${Number((largest / 100).toPrecision(12))}.`,
    ];
  }
  const position = Math.max(positions.pos_long, positions.pos_short);
  if (position <= 1) return [];
  return [`A size of ${percent(position)} is more than the account holds: it needs leverage.`];
}
