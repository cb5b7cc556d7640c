import { z } from 'zod';

/** Where a field came from, or why it is null. */
export const fieldQualitySchema = z.object({
  source: z.string().nullable(),
  /** The moment the value speaks of. */
  observed_at: z.string().nullable(),
  /** Seconds between that moment (for bars: their close) and the snapshot. */
  age_seconds: z.number().nullable(),
  /** Older than is usual for its series. */
  stale: z.boolean(),
  /** Why it is null; null when it is there. */
  missing_because: z.string().nullable(),
});
export type FieldQuality = z.infer<typeof fieldQualitySchema>;
