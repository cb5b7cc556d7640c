import type { LedgerEntry, LedgerFilter, LedgerStore } from '../../core/ports/ledger-store.js';
import { endingOf, requestParts } from './request-parts.js';
import { isoTime } from '../../core/time.js';

/** Which calls are listed. */
export interface ListFilter extends LedgerFilter {
  /** Masking of the snapshot, `none` or `without-news`. */
  readonly variant?: string;
  /** Somewhere in the prompts or the answer, whatever the case. */
  readonly text?: string;
  /** The newest so many, from 1. */
  readonly limit: number;
}

/** A call on one line: everything but its texts. */
export interface ListedCall {
  readonly key: string;
  readonly created_at: string;
  readonly model: string;
  readonly model_version: string | null;
  readonly variant: string;
  readonly sample: number;
  readonly repair: number;
  readonly format: string;
  readonly prompt_tokens: number | null;
  readonly completion_tokens: number | null;
  /** Of the prompt's; null where it is not known. */
  readonly cached_prompt_tokens: number | null;
  readonly latency_ms: number;
  readonly cost_usd: number | null;
  /** `stop`, `length` …, or `failed`. */
  readonly finish: string;
}

export interface ListedCalls {
  /** Newest first. */
  readonly calls: readonly ListedCall[];
  /** Whether there are more that match. */
  readonly more: boolean;
}

/** The newest calls that match. */
export async function listCalls(ledger: LedgerStore, filter: ListFilter): Promise<ListedCalls> {
  const { variant, text, limit, ...stored } = filter;
  const wanted = text?.toLowerCase();
  const calls: ListedCall[] = [];
  for await (const entry of ledger.entries(stored, 'newest')) {
    const call = listedCall(entry);
    if (variant !== undefined && call.variant !== variant) continue;
    if (wanted !== undefined && !holds(entry, wanted)) continue;
    if (calls.length === limit) return { calls, more: true };
    calls.push(call);
  }
  return { calls, more: false };
}

function holds(entry: LedgerEntry, wanted: string): boolean {
  const { system, user } = requestParts(entry);
  const texts = [entry.text, user, system, entry.failure?.message ?? ''];
  return texts.some((text) => text.toLowerCase().includes(wanted));
}

export function listedCall(entry: LedgerEntry): ListedCall {
  const { variant, sample, repair, format } = requestParts(entry);
  return {
    key: entry.key,
    created_at: isoTime(entry.created_at),
    model: `${entry.provider}/${entry.model}`,
    model_version: entry.model_version,
    variant,
    sample,
    repair,
    format,
    prompt_tokens: entry.prompt_tokens,
    completion_tokens: entry.completion_tokens,
    cached_prompt_tokens: entry.cached_prompt_tokens ?? null,
    latency_ms: entry.latency_ms,
    cost_usd: entry.cost_usd,
    finish: endingOf(entry),
  };
}
