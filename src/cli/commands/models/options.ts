import { z } from 'zod';
import { PROVIDERS } from '../../../app/config/index.js';
import { option, type GivenBy } from '../../options/option-table.js';
import { textList, whole } from '../../options/readers.js';
import { output } from '../../options/rows.js';

/** The options of `models`, by the field that each sets. */
export const MODELS_OPTIONS = {
  provider: option('--provider <NAME>', 'only this one, configured or not', z.enum(PROVIDERS)),
  probe: option(
    '--probe [MODEL...]',
    'ask each of these one short question (it may have to be loaded); without names the chosen model, "all" for every one',
    z.union([z.literal(true), textList]),
  ),
  questions: option(
    '--questions <N>',
    'with --probe: ask each of them the question of a decision as often, and tell how many answers are valid and how fast they come',
    whole(1),
  ),
  ...output,
} as const;

export type ModelsGiven = GivenBy<typeof MODELS_OPTIONS>;
