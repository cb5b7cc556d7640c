import { z } from 'zod';
import { toUnixMs } from './unix-time.js';

/** A day, `2024-06-30`, or a month, `2024-06`, which counts to its end. */
const dayOrMonth = z
  .string()
  .regex(/^\d{4}-\d{2}(-\d{2})?$/, 'a day such as 2024-06-30 or a month such as 2024-06')
  .refine((text) => toUnixMs(text.length === 7 ? `${text}-01` : text) !== null, 'a date that exists');

/** When a model appeared and up to when its training data reach, as its vendor states it. */
export const modelDatesSchema = z.strictObject({
  released: dayOrMonth,
  /** Null where the vendor states none. */
  training_cutoff: dayOrMonth.nullable(),
  /** Where the statement is from, for people. */
  source: z.string().min(1).max(300),
});
export type ModelDates = z.infer<typeof modelDatesSchema>;

/** The dates of one model, or why nothing can be said about them. */
export type ModelDatesAnswer =
  { readonly known: true; readonly dates: ModelDates } | { readonly known: false; readonly because: string };

/** UTC ms at which a day or a month has ended: the later reading of a date is the safe one. */
export function endOfDate(text: string): number {
  const [year = 0, month = 1, day] = text.split('-').map(Number);
  return day === undefined ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1);
}
