import type { ListedCall, ListedCalls } from '../../contract/ledger.js';
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

/** The newest calls that match. */
export async function listCalls(ledger: LedgerStore, filter: ListFilter): Promise<ListedCalls> {
  const { variant, text, limit, ...stored } = filter;
  const wanted = text?.toLowerCase();
  const calls: ListedCall[] = [];
  for await (const entry of ledger.entries(stored, 'newest')) {
    const call = listedCall(entry);
    if (variant !== undefined && call.variant !== variant) continue;
    if (wanted !== undefined && !holdsText(entry, wanted)) continue;
    if (calls.length === limit) return { calls, more: true };
    calls.push(call);
  }
  return { calls, more: false };
}

/** @param wanted in small letters */
export function holdsText(entry: LedgerEntry, wanted: string): boolean {
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
