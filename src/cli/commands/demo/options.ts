import { output, setting } from '../../options/rows.js';

/** The options of `demo`, by the field that each sets: some of those of `cycle`. */
export const DEMO_CYCLE_OPTIONS = {
  model: setting('llm.model', 'MODEL'),
  baseAsset: setting('baseAsset', 'PAIR'),
  ...output,
} as const;
