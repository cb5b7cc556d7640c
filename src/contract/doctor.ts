import { z } from 'zod';
import { wholeNumber, list } from './list.js';

/** One thing the doctor looked at. */
const checkSchema = z.object({
  group: z.enum(['machine', 'configuration', 'sources', 'models', 'clock']),
  name: z.string(),
  status: z.enum(['ok', 'warn', 'fail', 'skip']),
  /** What was found, one sentence. */
  message: z.string(),
  /** How to repair it; null where there is nothing to repair. */
  remedy: z.string().nullable(),
  /** Whose fault a failure is: decides the exit code. */
  blame: z.enum(['user', 'outside']).nullable(),
});
export type Check = z.infer<typeof checkSchema>;

/** What `doctor --json` prints. */
export const doctorSchema = z.object({
  version: z.string(),
  checks: list(checkSchema),
  counts: z.object({ ok: wholeNumber, warn: wholeNumber, fail: wholeNumber, skip: wholeNumber }),
  /** 0 where nothing fails, 2 where the user has to fix something, 3 where only the outside fails. */
  exit_code: z.union([z.literal(0), z.literal(2), z.literal(3)]),
});
export type DoctorReport = z.infer<typeof doctorSchema>;
