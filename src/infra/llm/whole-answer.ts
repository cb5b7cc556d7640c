import type { TextResponse } from '../../core/ports/text-model.js';
import { IncompleteAnswerError } from './errors.js';

export interface Ending {
  /** Most answer tokens that were asked for, thinking included. */
  readonly limit: number;
  /** How the server called the end. */
  readonly ending: string;
  /** Characters of thinking that came aside from the answer. */
  readonly thinkingLength: number;
  /** Tokens of thinking, where the server counts them apart. */
  readonly thinkingTokens: number | null;
}

const count = (n: number): string => n.toLocaleString('en-US');

/** @throws IncompleteAnswerError with its cause unless the model ended the answer itself and there is one */
export function throwUnlessWhole(response: TextResponse, end: Ending): void {
  const who = `${response.provider}/${response.model}`;
  const empty = response.text.trim() === '';
  if (response.finishReason === 'stop') {
    if (!empty || end.thinkingLength === 0) return;
    throw new IncompleteAnswerError(
      { ...response, finishReason: 'unknown' },
      `${who} left its answer empty: whatever it wrote stands in its thinking, where a draft is not an answer.`,
      { failureKind: 'thinking-only', remedy: 'Switch thinking off with LLM_THINKING=off, or choose another model.' },
    );
  }
  if (response.finishReason === 'content-filter')
    throw new IncompleteAnswerError(response, `A safety filter ended the answer of ${who} (${end.ending}).`, {
      failureKind: 'safety-stop',
      remedy: 'Ask another model, or leave the news out: their words are what a filter takes offence at.',
    });
  if (response.finishReason !== 'length')
    throw new IncompleteAnswerError(response, `${who} did not finish its answer (${end.ending}).`, {
      remedy: 'Another model may do better.',
    });
  const thought = thinkingShare(response, end, empty);
  if (thought === null)
    throw new IncompleteAnswerError(
      response,
      `${who} used up its ${end.limit} answer tokens before the answer was whole.`,
      { failureKind: 'answer-tokens', remedy: 'Raise LLM_MAX_ANSWER_TOKENS.' },
    );
  throw new IncompleteAnswerError(
    response,
    `${who} used up its ${end.limit} answer tokens before the answer was whole: ${thought} of ${count(end.limit)} went into thinking.`,
    {
      failureKind: 'thinking-tokens',
      remedy: 'Raise LLM_MAX_ANSWER_TOKENS, lower LLM_EFFORT, or switch thinking off with LLM_THINKING=off.',
    },
  );
}

/** How many answer tokens thinking took, in words; null where it took no notable part. */
function thinkingShare({ usage }: TextResponse, end: Ending, empty: boolean): string | null {
  const tokens =
    end.thinkingTokens ?? (empty && end.thinkingLength > 0 ? (usage.completion_tokens ?? end.limit) : null);
  if (tokens === null) return end.thinkingLength > 0 ? 'a part' : null;
  return tokens >= end.limit / 4 ? count(Math.min(tokens, end.limit)) : null;
}
