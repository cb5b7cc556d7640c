import { z } from 'zod';

/** The ways to repair probabilities that a past with outcomes has shown to be off. */
export const RECALIBRATION_KINDS = ['platt', 'isotonic', 'beta'] as const;
export type RecalibrationKind = (typeof RECALIBRATION_KINDS)[number];

/** A probability beside what came true. */
export interface CalibrationRow {
  /** Of bull, 0 … 1. */
  readonly p: number;
  readonly outcome: 0 | 1;
}

/**
 * Bounds of what a fitted recalibration reads and says. One answer of 0 or 1 has infinite log-odds and would rule a fit, and
 * no past of a few thousand overlapping decisions supports more certainty than 1 in 100; the log score is clipped alike.
 */
export const CLIP = 0.01;

const rows = z.number().int().positive();
const unit = z.number().min(0).max(1);

const plattSchema = z.object({
  kind: z.literal('platt'),
  /** Decisions it was fitted to. */
  rows,
  /** Of the log-odds; ≥ 0. Below 1: the opinions were overconfident. */
  slope: z.number().nonnegative(),
  intercept: z.number(),
});
const betaSchema = z.object({
  kind: z.literal('beta'),
  rows,
  /** Coefficient of ln p; ≥ 0. */
  a: z.number().nonnegative(),
  /** Coefficient of −ln(1 − p); ≥ 0. */
  b: z.number().nonnegative(),
  c: z.number(),
});
const isotonicSchema = z
  .object({
    kind: z.literal('isotonic'),
    rows,
    /** Probabilities as given, ascending. */
    thresholds: z.array(unit).min(1),
    /** What they become, ascending; in between it is interpolated, outside the end values hold. */
    values: z.array(unit).min(1),
  })
  .refine(
    ({ thresholds, values }) =>
      thresholds.length === values.length &&
      thresholds.every((x, i) => i === 0 || x > thresholds[i - 1]!) &&
      values.every((y, i) => i === 0 || y >= values[i - 1]!),
    'thresholds and values must be of one length and ascending',
  );

/** A fitted recalibration as it is stored; `identity` changes nothing. */
export const recalibrationDocumentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('identity') }),
  plattSchema,
  betaSchema,
  isotonicSchema,
]);
export type RecalibrationDocument = z.infer<typeof recalibrationDocumentSchema>;
export type PlattDocument = z.infer<typeof plattSchema>;
export type BetaDocument = z.infer<typeof betaSchema>;
export type IsotonicDocument = z.infer<typeof isotonicSchema>;

/** A map of probabilities that never reverses their order. */
export interface Recalibration {
  readonly kind: RecalibrationDocument['kind'];
  /** The recalibrated probability. @throws InputError for anything but a number from 0 to 1 */
  apply(p: number): number;
  /** One sentence for people. */
  describe(): string;
  /** What is stored; `restoreRecalibration` takes it back. */
  document(): RecalibrationDocument;
}

export interface Recalibrator {
  readonly kind: RecalibrationKind;
  /** @param rows in any order; none gives the identity. @throws InputError for a row without a probability */
  fit(rows: readonly CalibrationRow[]): Recalibration;
}
