import { z } from 'zod';
import { isStartOfDay } from '../shared/daily.js';
import { wireDecimal, wireTime } from '../shared/wire.js';

/** Errors arrive with HTTP 200: `metadata.error` is null where all is well. */
export const fearGreedSchema = z.looseObject({
  data: z.array(z.unknown()),
  metadata: z.looseObject({ error: z.null('expected no error').optional() }).optional(),
});
export type FearGreedReply = z.infer<typeof fearGreedSchema>;

/** `{value: "40", value_classification, timestamp: "seconds", time_until_update}`: all text. */
export const fearGreedRowSchema = z.looseObject({
  value: wireDecimal.refine((value) => value >= 0 && value <= 100, 'expected 0 to 100'),
  timestamp: wireTime.refine(isStartOfDay, 'expected the start of a UTC day'),
});
