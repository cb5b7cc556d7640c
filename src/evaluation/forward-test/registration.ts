import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in lower-case hex');
const time = z.int().nonnegative();

/** Every setting that shapes a question or its answer, in plain sight. */
export const frozenSettingsSchema = z.strictObject({
  /** 0 … 2. */
  temperature: z.number(),
  /** What else is sent with a question (`num_ctx`, `think` …), by model. */
  sampling: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
  /** Exactly these fields are shown, `market.funding_rate` …; a decision that lacks one does not count. */
  fields: z.array(z.string()).min(1),
});
export type FrozenSettings = z.infer<typeof frozenSettingsSchema>;

/**
 * What is claimed before it is tested: who answers, to which prompt, under which settings, and how it will be judged. It is frozen by
 * the SHA-256 of its canonical JSON (sorted keys, no spaces), and only decisions made later count.
 */
export const registrationSchema = z.strictObject({
  schema_version: z.literal(1),
  /** `provider/model`, a baseline or an ensemble; its version is the digest or dated version that has to answer. */
  model: z.strictObject({ id: z.string().min(1), version: z.string().min(1).nullable() }),
  /** Null for a model without a prompt. */
  prompt: z.strictObject({ id: z.string().min(1), sha256 }).nullable(),
  settings: frozenSettingsSchema,
  /** SHA-256 of the settings' canonical JSON. */
  settings_sha256: sha256,
  /** What is expected to be found, in words. */
  hypothesis: z.string().min(1).max(2_000),
  metric: z.literal('brier-difference-vs-climatology'),
  symbol: z.string().min(1),
  horizon_hours: z.number().positive(),
  /** Hours between decisions. */
  step_hours: z.number().positive(),
  /** UTC ms. */
  registered_at: time,
  /** Chance that the interval of the test is ever wrong. */
  alpha: z.number().gt(0).lt(1),
});
export type Registration = z.infer<typeof registrationSchema>;
