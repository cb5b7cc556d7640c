import { z } from 'zod';
import { forwardTestSchema } from '../evaluation/forward-test/forward-test.js';
import { registrationSchema } from '../evaluation/forward-test/registration.js';
import { wholeNumber, list, time } from './list.js';

/** What `evaluate --register --json` prints. */
export const registeredSchema = z.object({
  /** From 1, in the order in which they were registered. */
  number: z.int().positive(),
  sha256: z.string(),
  registration: registrationSchema,
});
export type RegisteredDocument = z.infer<typeof registeredSchema>;

/** What `evaluate --registered --json` prints. */
export const registrationsSchema = list(registeredSchema);

const reasons = list(z.object({ reason: z.string(), n: wholeNumber }));

/** What `evaluate --registered NUMBER --json` prints. */
export const forwardReportSchema = registeredSchema.extend({
  result: forwardTestSchema,
  /** Decisions of the registered times so far. */
  decisions_later: wholeNumber,
  /** Those whose outcome is not known yet. */
  pending: z.object({ n: wholeNumber, next_matures_at: time.nullable() }),
  /** Closed windows that cannot be scored. */
  unscored: reasons,
  /** Decisions to which the model gave no opinion. */
  failed: reasons,
  calls: wholeNumber,
  /** USD; null where a price is unknown. */
  cost_usd: z.number().nullable(),
});
export type ForwardReport = z.infer<typeof forwardReportSchema>;
