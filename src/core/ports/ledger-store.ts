import type { FinishReason } from './text-model.js';

/** Why a call gave no answer. */
export interface RecordedFailure {
  /** `llm.server`, `llm.timeout` … */
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

/** Why an answer that was cut is not an answer, as it was told: a replay tells the same. */
export interface RecordedCut {
  readonly message: string;
  /** What stood behind it, e.g. `thinking-tokens`. */
  readonly kind?: string | undefined;
  readonly remedy?: string | undefined;
}

/** One recorded model call. */
export interface LedgerEntry {
  /** Hash of everything that could change the answer, the build of the model included; of a failure, with its moment. */
  readonly key: string;
  /** The same without the build of the model: what a replay knows when no server is there to say which one it runs. */
  readonly question: string;
  readonly provider: string;
  readonly model: string;
  readonly model_version: string | null;
  /** The request as sent, JSON with sorted keys: what `question` was hashed from. */
  readonly request: string;
  /** Empty where the call failed. */
  readonly text: string;
  readonly finish_reason: FinishReason;
  readonly prompt_tokens: number | null;
  readonly completion_tokens: number | null;
  /** Of the prompt's tokens, those that came out of the server's cache; absent where it told none, and before this was recorded. */
  readonly cached_prompt_tokens?: number | undefined;
  readonly latency_ms: number;
  readonly cost_usd: number | null;
  /** UTC ms. */
  readonly created_at: number;
  /** Null for an answer, also for one that was cut. A failure is there for replays alone: a recording run asks again. */
  readonly failure: RecordedFailure | null;
  /** Absent for whole answers, failures, and what was recorded before this was. */
  readonly cut?: RecordedCut | undefined;
}

/** Which entries are meant; what is left out is not asked about. */
export interface LedgerFilter {
  /** How the key begins. */
  readonly keyPrefix?: string;
  /** `provider/model`. */
  readonly model?: string;
  /** UTC ms, included. */
  readonly from?: number;
  /** UTC ms, not included. */
  readonly to?: number;
  /** Calls before this one, in the order of time and key: what a page goes on with. */
  readonly before?: { readonly created_at: number; readonly key: string };
  /** How the call ended; `failed` for calls without an answer. */
  readonly finish?: FinishReason | 'failed';
}

/** Calls of one model on one UTC day. */
export interface LedgerDay {
  /** `2026-01-31`. */
  readonly day: string;
  /** `provider/model`. */
  readonly model: string;
  /** Answers and failures. */
  readonly calls: number;
  readonly failed: number;
  /** Of answers whose server counted. */
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  /** Of the prompt's, where the server told of its cache. */
  readonly cached_prompt_tokens: number;
  readonly cost_usd: number;
  /** Answers whose price is not known: their cost counts 0. */
  readonly unpriced: number;
}

/** Who asks a question just now, among all processes with one ledger. */
export interface CallClaims {
  /**
   * Takes a question for this process until it is released or `leaseMs` are over; `now` is UTC ms.
   * @returns false while another process has it
   */
  claim(question: string, lease: { readonly now: number; readonly leaseMs: number }): Promise<boolean>;
  /** Gives it back; of one that is not held, nothing. */
  release(question: string): Promise<void>;
}

/** Where model calls are recorded before they are used. */
export interface LedgerStore {
  /** Absent where no other process can ask by the same ledger. */
  readonly claims?: CallClaims;
  get(key: string): Promise<LedgerEntry | null>;
  /** The newest answer to a question, whichever build gave it; of equally new ones the one with the smallest key. */
  latest(question: string): Promise<LedgerEntry | null>;
  /** What came of the question last, an answer or a failure: what a replay gives. Of equally new ones an answer. */
  latestOutcome(question: string): Promise<LedgerEntry | null>;
  /** Durable when it resolves. A second put of the same key keeps the first entry. */
  put(entry: LedgerEntry): Promise<void>;
  /** All or none of them, in one transaction; keys that are there are kept. @returns how many were new */
  putAll(entries: readonly LedgerEntry[]): Promise<number>;
  /** The entries that match, by time; more may be written while it runs. */
  entries(filter: LedgerFilter, order: 'newest' | 'oldest'): AsyncIterable<LedgerEntry>;
  /** Calls and costs, by day and model, newest day first. */
  days(filter: LedgerFilter): Promise<readonly LedgerDay[]>;
  /** All or none of them, in one transaction. @returns how many there were */
  delete(keys: readonly string[]): Promise<number>;
  /** USD spent since a moment (UTC ms); calls without a known price count 0. */
  spentSince(since: number): Promise<number>;
  close(): Promise<void>;
}
