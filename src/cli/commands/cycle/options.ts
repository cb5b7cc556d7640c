import { CYCLE_EARNED, parseCalibrationChoice, parseEarned } from '../../../app/earned/choices.js';
import type { MeasureRequest } from '../../../app/cycle/cycle-measures.js';
import type { FlagValue } from '../../../app/config/index.js';
import { flagsOf } from '../../setting-options.js';
import type { SnapshotChoice } from '../../snapshot-input.js';
import { SNAPSHOT_FLAGS } from '../../snapshot-options.js';

export interface CycleCommandOptions extends SnapshotChoice {
  readonly model?: string;
  readonly baseSize?: string;
  readonly ensembleWeights?: string;
  readonly calibrate?: string;
  /** True without an evaluation. */
  readonly earned?: string | true;
  readonly replay?: boolean;
  /** True without a file name. */
  readonly save?: string | true;
  readonly json?: boolean;
  readonly config?: string;
}

const FLAGS = [
  ...SNAPSHOT_FLAGS,
  'llm.model',
  'llm.prompt',
  'llm.temperature',
  'llm.ensembleWeights',
  'sizing.baseLongSize',
  'sizing.baseShortSize',
  'sizing.kMax',
  'sizing.profile',
];

/** The settings that were given as options. */
export function cycleFlags(options: CycleCommandOptions): Record<string, FlagValue | undefined> {
  const flags = flagsOf({ ...options }, FLAGS);
  if (options.baseSize === undefined) return flags;
  const size = { name: '--base-size', value: options.baseSize };
  return { ...flags, 'sizing.baseLongSize': size, 'sizing.baseShortSize': size };
}

/** @throws InputError naming the option whose text is wrong */
export const measuresOf = ({ calibrate, earned }: CycleCommandOptions): MeasureRequest => ({
  ...(calibrate === undefined ? {} : { calibrate: parseCalibrationChoice(calibrate) }),
  ...(earned === undefined ? {} : { earned: parseEarned(earned, CYCLE_EARNED) }),
});
