import type { CallList, CallOutcome, CallPurpose } from '../../contract/dashboard-calls.js';
import type { ToldOutcome } from '../../contract/decision-outcome.js';
import type { LedgerEntry, LedgerFilter, LedgerStore } from '../../core/ports/ledger-store.js';
import { holdsText, listedCall } from '../ledger/list-calls.js';
import { requestParts } from '../ledger/request-parts.js';
import { yieldToEvents } from '../runtime/system.js';
import { purposeOf, type CallLooker } from './look-at-call.js';

/** Which calls a page is of. */
export interface CallPageFilter extends LedgerFilter {
  readonly limit: number;
  /** In small letters; somewhere in the prompts or the answer. */
  readonly text?: string;
  readonly purpose?: CallPurpose;
  /** Id of a prompt, or its identity. */
  readonly prompt?: string;
  readonly outcome?: CallOutcome;
}

/** Calls that one page looks through at most: whoever searches in vain gets an answer, and may go on. */
const MOST_LOOKED_THROUGH = 20_000;
/** Calls after which others have their turn. */
const BREATH = 200;

/** A page of calls, the newest first, each with what came of it. */
export async function callPage(ledger: LedgerStore, looker: CallLooker, filter: CallPageFilter): Promise<CallList> {
  const { limit, text, purpose, prompt, outcome, ...stored } = filter;
  const calls: CallList['calls'][number][] = [];
  let through = 0;
  let last: LedgerEntry | null = null;
  for await (const entry of ledger.entries(stored, 'newest')) {
    // A call more than is shown says that there is a next page.
    if (last !== null && (calls.length === limit || through === MOST_LOOKED_THROUGH)) {
      return { calls, next: `${last.created_at}.${last.key}`, looked_through: through };
    }
    last = entry;
    if (++through % BREATH === 0) await yieldToEvents();
    if (purpose !== undefined && purposeOf(requestParts(entry).variant) !== purpose) continue;
    if (text !== undefined && !holdsText(entry, text)) continue;
    const look = await looker.look(entry);
    if (prompt !== undefined && look.prompt !== prompt && look.prompt?.split('@')[0] !== prompt) continue;
    if (outcome !== undefined && outcomeWord(look.outcome) !== outcome) continue;
    calls.push({ ...listedCall(entry), ...look });
  }
  return { calls, next: null, looked_through: through };
}

/** A forecast of one half is neither hit nor miss. */
function outcomeWord({ unknown, score }: ToldOutcome): CallOutcome {
  if (unknown === 'open') return 'open';
  const hit = score?.hit ?? null;
  return hit === null ? 'unknown' : hit ? 'hit' : 'miss';
}
