import type { KnownFailure, RegimeProgress } from '../../engine/regime-series/index.js';
import type { LoadedObservations } from '../inputs/load-observations.js';
import type { Market } from '../inputs/market.js';
import type { ChosenStrategy } from '../strategies/choose-strategy.js';

/** What a run is made from, read and checked. */
export interface RunInputs {
  readonly market: Market;
  readonly strategy: ChosenStrategy;
  readonly observations: LoadedObservations | null;
}

/** What travels beside the specification of a run and changes no figure of it. */
export interface BacktestControls {
  /** Relative names are relative to this folder. */
  readonly cwd: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: BacktestProgress) => void) | undefined;
  /** Decisions under way at once, from 1. Default: as many as the model's server is found to bear. */
  readonly concurrency?: number | undefined;
  /** Answers of the model come from the ledger alone. */
  readonly replay?: boolean | undefined;
  /**
   * For a repetition, which is not another try and does not count as one: told of the inputs before anything is asked; what it
   * throws ends the run.
   */
  readonly repeats?: ((inputs: RunInputs) => void) | undefined;
  /** Decisions that failed in the run that is repeated, by moment. */
  readonly knownFailures?: ReadonlyMap<number, KnownFailure> | undefined;
  /** The same of questions with news whose decision was answered without them. */
  readonly knownNewsFailures?: ReadonlyMap<number, KnownFailure> | undefined;
}

export type BacktestProgress =
  | ({ readonly phase: 'regime'; readonly model: string } & RegimeProgress)
  | { readonly phase: 'run'; readonly done: number; readonly total: number };
