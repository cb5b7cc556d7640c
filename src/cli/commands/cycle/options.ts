import { parseAssets } from '../../../app/cycle/asset-list.js';
import type { MeasureRequest } from '../../../app/cycle/cycle-measures.js';
import { CALIBRATION_NAMES, CYCLE_EARNED, parseCalibrationChoice, parseEarned } from '../../../app/earned/choices.js';
import type { FlagValue } from '../../../app/config/index.js';
import { flagsOfFields, option, passedOn, settingsOf, type GivenBy } from '../../options/option-table.js';
import { anyText, optionally } from '../../options/readers.js';
import { ensembleWeights, ledger, output, setting, sizing } from '../../options/rows.js';
import { takenOrSavedSnapshot } from '../../options/snapshot-rows.js';

/** The options of `cycle`, by the field that each sets. */
export const CYCLE_OPTIONS = {
  ...takenOrSavedSnapshot,
  model: setting('llm.model', 'MODEL'),
  prompt: setting('llm.prompt', 'ID'),
  temperature: setting('llm.temperature', 'T'),
  ensembleWeights: ensembleWeights(),
  ...ledger,
  assets: option(
    '--assets <PAIRS>',
    'several pairs at once, such as BTCUSDT,ETHUSDT,SOLUSDT: one collection, one table, one total exposure',
    anyText.transform(parseAssets),
    { conflicts: ['baseAsset', 'snapshot'] },
  ),
  baseSize: option('--base-size <SIZE>', 'base size of both sides, as a fraction of equity', anyText, {
    conflicts: ['baseLong', 'baseShort'],
  }),
  ...sizing,
  calibrate: option(
    '--calibrate <KIND|ID>',
    `read the probabilities as a stored evaluation says they should be read: ${CALIBRATION_NAMES}, an evaluation id, or ID:KIND`,
    anyText.transform(parseCalibrationChoice),
  ),
  earned: option(
    '--earned [ID]',
    'trade only what measured skill has earned, by an evaluation (default: the latest that fits)',
    optionally(anyText).transform((evaluation) => parseEarned(evaluation, CYCLE_EARNED)),
  ),
  save: option(
    '--save [FILE]',
    'write the result as JSON (default user_data/runs/<id>/cycle.json)',
    optionally(anyText),
  ),
  ...output,
} as const;
export type CycleGiven = GivenBy<typeof CYCLE_OPTIONS>;

/** The settings that were given as options. */
export function cycleSettings(given: CycleGiven): Record<string, FlagValue | undefined> {
  const settings = settingsOf(CYCLE_OPTIONS, given);
  if (given.baseSize === undefined) return settings;
  const size = { name: flagsOfFields(CYCLE_OPTIONS).get('baseSize')!, value: given.baseSize };
  return { ...settings, 'sizing.baseLongSize': size, 'sizing.baseShortSize': size };
}

export const measuresOf = (given: CycleGiven): MeasureRequest => passedOn(given, ['calibrate', 'earned']);
