import { z } from 'zod';
import { dataEffectSchema } from './counterfactual/data-effect.js';
import { headlineStartSchema } from './headline-start.js';
import { beforeAfterSchema } from './memory/before-after.js';
import { pairedBrierSchema } from './memory/paired-brier.js';
import { tooGoodSchema } from './memory/too-good.js';
import { recitationSchema } from './recitation/score.js';

/**
 * - `memorised`: better when it can recognise the moment
 * - `better_before_cutoff`: skill that ends where the training data end
 * - `too_good`: more skill than is plausible, which a look-ahead gives
 * - `recites`: states prices of the period from memory
 */
export const contaminationFlagSchema = z.enum(['memorised', 'better_before_cutoff', 'too_good', 'recites']);
export type ContaminationFlag = z.infer<typeof contaminationFlagSchema>;

/** Whether a score may be memory rather than foresight. A part that was not measured is null. */
export const contaminationReportSchema = z.object({
  /** `provider/model` or the id of a baseline. */
  model: z.string(),
  headline: headlineStartSchema,
  /** Scored decisions from the start of the headline on; null where that is unknown. */
  n_headline: z.number().nullable(),
  n_before_headline: z.number().nullable(),
  masking: pairedBrierSchema.nullable(),
  before_after: beforeAfterSchema.nullable(),
  too_good: tooGoodSchema,
  data_effects: z.array(dataEffectSchema),
  recitation: recitationSchema.nullable(),
  flags: z.array(contaminationFlagSchema),
  /** The findings in plain words. */
  sentences: z.array(z.string()),
  /** What these tests cannot show. */
  limits: z.array(z.string()),
});
export type ContaminationReport = z.infer<typeof contaminationReportSchema>;
