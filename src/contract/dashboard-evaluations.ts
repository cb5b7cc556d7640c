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

/** What `GET /api/v1/evaluations/:id/skill` answers. */
export const skillOverTimeSchema = z.object({
  /** By its name, as are the next. */
  forecaster: z.string(),
  /** `climatology`, or another forecaster of the evaluation. */
  against: z.string(),
  /** Decisions of a stretch at most. */
  window: wholeNumber,
  /** From when on nothing can be remembered, UTC ms; null where nobody knows. */
  headline_from: time.nullable(),
  /** What it can be held against. */
  references: list(z.string()),
  /** In order of time. They share decisions: neighbours say nearly the same. */
  stretches: list(
    z.object({
      period: z.enum(['earlier', 'headline']),
      /** First and last decision. */
      from: time,
      to: time,
      n: wholeNumber,
      skill: z.number().nullable(),
      /** Ends of its interval; null where the stretch is too short for one. */
      low: z.number().nullable(),
      high: z.number().nullable(),
    }),
  ),
});
export type SkillOverTime = z.infer<typeof skillOverTimeSchema>;

const fraction = z.number().min(0).max(1);

/** What `GET /api/v1/evaluations/:id/standing` answers. */
export const evaluationStandingSchema = z.object({
  /** When it holds. */
  at: time,
  /** Of all forecasters in the order of the evaluation, those in question first; the id, and the prompt where there is one. */
  names: list(z.string()),
  /** Those in question, in the order of the evaluation. */
  forecasters: list(
    z.object({
      /** `ollama/llama3.2 · regime-1@05a70699f642`; without a prompt the id alone. */
      name: z.string(),
      earned: z.object({
        /** Of the distance of k from 1, now: measured · age · drift. */
        share: fraction,
        /** Null where nothing may be traded; `refused` says why. */
        measured: fraction.nullable(),
        age: fraction.nullable(),
        drift: fraction.nullable(),
        /** How often live scores fell below what was measured. */
        alarms: wholeNumber,
        refused: z.string().nullable(),
        /** Close of the last scored window; from when on the share fades, and when it is gone. */
        evidence_to: time,
        fades_from: time,
        gone_at: time,
        /** Live decisions since then that are scored, and those that the stored bars do not score. */
        live_decisions: wholeNumber,
        live_unscored: wholeNumber,
      }),
      /** USD; null where a price is unknown, or nothing was answered. */
      cost_per_decision: z.number().nullable(),
      /** Until a skill of 0.05 would be found; null where nobody can tell. */
      needed: z
        .object({
          decisions: wholeNumber,
          needed: z.number(),
          more: wholeNumber,
          /** At the pace of the evaluation. */
          takes_ms: z.number().nonnegative(),
        })
        .nullable(),
    }),
  ),
});
export type EvaluationStanding = z.infer<typeof evaluationStandingSchema>;
