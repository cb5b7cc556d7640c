import type { FieldChoice } from '../decisions/choose-fields.js';
import type { BarsReading } from '../inputs/load-bars.js';
import type { RegimeProgress } from '../../engine/regime-series/index.js';

/** What an evaluation is asked for. */
export interface EvaluateRequest {
  /** Bars of the asset: a file, or a stored series; more of the same are parts of it. */
  readonly data: readonly string[];
  /** How files of bars are written, where they do not show it. */
  readonly reading?: BarsReading;
  readonly funding: readonly string[];
  /** A JSONL file of observations beside the bars, or `store`. */
  readonly observations?: string;
  /** Relative names are relative to this folder. */
  readonly cwd: string;
  /** Decisions from here on, UTC ms; default: as early as the bars allow. */
  readonly from?: number | undefined;
  /** Decisions before, UTC ms; default: to the end of the bars. */
  readonly to?: number | undefined;
  /** Decisions of the last so many days up to `to`, or to the end of the bars, in place of `from`. */
  readonly days?: number;
  readonly horizonHours: number;
  /** Hours between decisions. */
  readonly everyHours: number;
  /** As a model is named everywhere; at least one. */
  readonly models: readonly string[];
  /** Ids of prompts; default: the configured one. */
  readonly prompts?: readonly string[];
  readonly fields: FieldChoice;
  /** Answers come from the ledger alone. */
  readonly replay?: boolean;
  /** Decisions under way at once, from 1. Default: as many as the model's server is found to bear. */
  readonly concurrency?: number;
  /** Most that this evaluation may cost, USD; checked against the estimate before anything is asked. */
  readonly budgetUsd?: number;
  /** When settings were last chosen with results in view, UTC ms. */
  readonly settingsChosenAt?: number;
  /** After a stated training cutoff, ms. Default 30 days. */
  readonly embargoMs?: number | undefined;
  /** JSON file with dates of models, in place of the built-in table's. */
  readonly modelDates?: string;
  /** Of everything random. Default 1. */
  readonly seed?: number;
  /** Resamples of each bootstrap. Default 1,000. */
  readonly samples?: number;
  /** Ask also with masked and changed inputs, at so many decisions; absent: no probe. */
  readonly probe?: { readonly decisions: number } | undefined;
  /** Ask every decision that has news a second time, without them. */
  readonly ablateNews?: boolean;
  /** How much of a P&L is the model's; absent: not computed. */
  readonly attribution?: AttributionSetup | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EvaluateProgress) => void;
}

export interface AttributionSetup {
  /** The strategy that the opinions scale. */
  readonly strategy: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Circular shifts. Default 999. */
  readonly shifts?: number | undefined;
}

export type EvaluateProgress =
  | ({
      readonly phase: 'ask';
      readonly model: string;
      /** Which of all forecasters, baselines first. */
      readonly part?: { readonly number: number; readonly of: number };
    } & RegimeProgress)
  | { readonly phase: 'snapshots' | 'shifts'; readonly done: number; readonly total: number };
