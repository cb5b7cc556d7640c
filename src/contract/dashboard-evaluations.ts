import { z } from 'zod';
import { evaluationSchema } from '../evaluation/evaluate/schema.js';
import { list, time, wholeNumber } from './list.js';
import { registeredSchema } from './forward-test.js';

/** A forecaster of an evaluation on one line. */
const forecasterRowSchema = z.object({
  id: z.string(),
  kind: z.enum(['llm', 'baseline', 'ensemble']),
  prompt: z.string().nullable(),
  /** Scored decisions of its headline; null: it has none. */
  decisions: wholeNumber.nullable(),
  brier: z.number().nullable(),
  /** Against climatology. */
  brier_skill: z.number().nullable(),
});

const evaluationRowSchema = z.object({
  id: z.string(),
  created_at: time,
  symbol: z.string(),
  horizon_hours: z.number(),
  from: time.nullable(),
  to: time.nullable(),
  forecasters: list(forecasterRowSchema),
});
export type EvaluationRow = z.infer<typeof evaluationRowSchema>;

/** What `GET /api/v1/evaluations` answers. */
export const evaluationListSchema = z.object({
  /** Newest first. */
  evaluations: list(evaluationRowSchema),
  next: z.string().nullable(),
});
export type EvaluationList = z.infer<typeof evaluationListSchema>;

/** What `GET /api/v1/evaluations/:id` answers. */
export const storedEvaluationSchema = z.object({ evaluation: evaluationSchema });

/** What `GET /api/v1/forward-tests` answers. */
export const forwardTestListSchema = z.object({ registrations: list(registeredSchema) });
