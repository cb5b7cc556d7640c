import type { FinishReason } from './text-model.js';

/** One recorded model call. */
export interface LedgerEntry {
  /** Hash of everything that could change the answer, the build of the model included. */
  readonly key: string;
  /** The same without the build of the model: what a replay knows when no server is there to say which one it runs. */
  readonly question: string;
  readonly provider: string;
  readonly model: string;
  readonly model_version: string | null;
  /** The request as sent, JSON with sorted keys: what `question` was hashed from. */
  readonly request: string;
  readonly text: string;
  readonly finish_reason: FinishReason;
  readonly prompt_tokens: number | null;
  readonly completion_tokens: number | null;
  readonly latency_ms: number;
  readonly cost_usd: number | null;
  /** UTC ms. */
  readonly created_at: number;
}

/** Where model calls are recorded before they are used. */
export interface LedgerStore {
  get(key: string): Promise<LedgerEntry | null>;
  /** The newest answer to a question, whichever build gave it; of equally new ones the one with the smallest key. */
  latest(question: string): Promise<LedgerEntry | null>;
  /** Durable when it resolves. A second put of the same key keeps the first entry. */
  put(entry: LedgerEntry): Promise<void>;
  /** USD spent since a moment (UTC ms); calls without a known price count 0. */
  spentSince(since: number): Promise<number>;
  close(): Promise<void>;
}
