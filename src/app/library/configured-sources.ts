import type { ObservationSource } from '../../core/ports/observation-source.js';
import { createRuntime, type RuntimeOptions } from '../runtime/runtime.js';
import { createSources } from '../snapshots/sources.js';

/**
 * For programs: the sources that `fetchMarketSnapshot` asks, each to be asked by itself. Settings and keys are read as the
 * command line does. What they collect goes into `buildMarketSnapshot`, beside observations of your own.
 */
export const configuredSources = (settings: RuntimeOptions = {}): readonly ObservationSource[] =>
  createSources(createRuntime(settings));
