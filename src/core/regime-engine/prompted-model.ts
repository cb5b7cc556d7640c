import { UnavailableError } from '../errors.js';
import type { RegimeModel } from '../ports/regime-model.js';
import type { TextModel } from '../ports/text-model.js';
import { SHIPPED_PROMPT, SHIPPED_PROMPT_IDENTITY } from '../prompts/shipped.js';
import { completeAssessment } from './complete-assessment.js';
import { given } from '../given.js';

/**
 * The plainest way from a text model to a regime: one question, one strict parse, no second try. Repair, fallback and
 * budget belong to the model ladder around it.
 */
export function promptedRegimeModel(text: TextModel): RegimeModel {
  return {
    id: text.id,
    kind: 'llm',
    async assess(snapshot, { temperature = 0, signal, variant, sampleIndex, onText } = {}) {
      const reply = await text.generate(
        {
          system: SHIPPED_PROMPT.renderSystem(),
          user: SHIPPED_PROMPT.renderUser(snapshot),
          format: { type: 'json' },
          temperature,
          task: 'regime',
          ...given({ variant, sampleIndex }),
        },
        given({ signal, onText }),
      );
      if (reply.finishReason !== 'stop') {
        throw new UnavailableError(
          'model.incomplete',
          `${text.id} did not finish its answer (${reply.finishReason}).`,
          { where: text.id },
        );
      }
      const parsed = SHIPPED_PROMPT.form.parse(reply.text);
      if (!parsed.ok) throw parsed.error;
      const { assessment, corrections } = completeAssessment(parsed.assessment, snapshot);
      return {
        assessment,
        model: { id: text.id, kind: 'llm', version: reply.modelVersion, prompt: SHIPPED_PROMPT_IDENTITY },
        usage: {
          ...reply.usage,
          calls: 1,
          latency_ms: reply.latencyMs,
          cost_usd: reply.costUsd,
          replayed: reply.replayed,
        },
        warnings: [...parsed.corrections, ...corrections],
      };
    },
  };
}
