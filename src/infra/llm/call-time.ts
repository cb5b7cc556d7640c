import type { TextRequest, TokenUsage } from '../../core/ports/text-model.js';
import { estimatePromptTokens } from './estimate-tokens.js';
import { HOUR } from '../../core/time.js';

/** Ten minutes: a model of several hundred GB takes minutes to load before its first word. */
export const LEAST_CALL_MS = 600_000;
/** Two hours: who has not answered by then is not there. */
export const LONGEST_CALL_MS = 2 * HOUR;
/** A busy machine may be so many times slower than it has been. */
const MARGIN = 3;
/** The slowest of so many newest answers counts. */
const NEWEST = 5;

/** An answer, as far as it shows how fast a server is. */
export interface TimedAnswer {
  readonly usage: TokenUsage;
  /** ms from the request to the last byte. */
  readonly totalMs: number;
  /** ms from the request to the first word; null where that is not known. */
  readonly firstWordMs: number | null;
}

/** ms a token. */
interface Speed {
  readonly reading: number;
  readonly writing: number;
}

/** Null where the server counted no tokens. Without the moment of the first word, reading and writing are taken for equally fast. */
function speedOf({ usage, totalMs, firstWordMs }: TimedAnswer): Speed | null {
  const { prompt_tokens, completion_tokens } = usage;
  if (prompt_tokens === null || completion_tokens === null || completion_tokens < 1) return null;
  const read = Math.max(1, prompt_tokens - (usage.cached_prompt_tokens ?? 0));
  if (firstWordMs !== null)
    return { reading: firstWordMs / read, writing: Math.max(0, totalMs - firstWordMs) / completion_tokens };
  const both = totalMs / (read + completion_tokens);
  return { reading: both, writing: both };
}

/**
 * How long a call to one model may take, by how fast its server was found to read and write. Before anything is measured, and for
 * every server that is fast, ten minutes; a call that ran out of its time doubles that of the
 * next.
 */
export class CallTime {
  #speeds: Speed[] = [];
  #leastMs = LEAST_CALL_MS;

  answered(answer: TimedAnswer): void {
    const speed = speedOf(answer);
    if (speed !== null) this.#speeds = [...this.#speeds, speed].slice(-NEWEST);
  }

  /** @param isAlive words had come. A server that has never said one is given twice the time, not more: it may be dead. */
  ranOut(isAlive: boolean): void {
    const most = isAlive || this.#speeds.length > 0 ? LONGEST_CALL_MS : 2 * LEAST_CALL_MS;
    this.#leastMs = Math.max(this.#leastMs, Math.min(most, this.#leastMs * 2));
  }

  /** ms for a request, ten minutes to two hours: the whole prompt read anew, and an answer as long as it may be. */
  limitMs(request: TextRequest, outputTokens: number): number {
    const slowest = (of: (speed: Speed) => number): number => Math.max(0, ...this.#speeds.map(of));
    const reading = estimatePromptTokens(request) * slowest(({ reading: ms }) => ms);
    const writing = (request.maxOutputTokens ?? outputTokens) * slowest(({ writing: ms }) => ms);
    return Math.min(LONGEST_CALL_MS, Math.max(this.#leastMs, Math.ceil(MARGIN * (reading + writing))));
  }
}
