import { LlmTradingError } from '../../../core/errors.js';
import type { TextModel } from '../../../core/ports/text-model.js';
import { readRecitation, type RecitationAnswer, type RecitationQuestion } from './questions.js';
import type { WeeklyClose } from './weekly-closes.js';

/** `failed`: the model gave no answer; `unreadable`: it gave one that is not the JSON that was asked for. */
export interface RecitedWeek {
  readonly week: WeeklyClose;
  readonly status: 'answered' | 'unreadable' | 'failed';
  readonly answer: RecitationAnswer | null;
}

/**
 * Asks one question after another. A model that fails to answer one has not recited it; whatever a limit of ours or the caller
 * stops (a budget, a miss in a replay, an abort) is thrown.
 */
export async function askRecitation(
  model: TextModel,
  questions: readonly RecitationQuestion[],
  signal?: AbortSignal,
): Promise<RecitedWeek[]> {
  const recited: RecitedWeek[] = [];
  for (const { week, request } of questions) {
    try {
      const { text, finishReason } = await model.generate(request, signal === undefined ? {} : { signal });
      const answer = finishReason === 'stop' ? readRecitation(text) : null;
      recited.push({ week, status: answer === null ? 'unreadable' : 'answered', answer });
    } catch (error) {
      const isOurs =
        error instanceof LlmTradingError && error.kind === 'unavailable' && error.code !== 'llm.replay-miss';
      if (!isOurs || signal?.aborted === true) throw error;
      recited.push({ week, status: 'failed', answer: null });
    }
  }
  return recited;
}
