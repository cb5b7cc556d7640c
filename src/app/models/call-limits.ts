import type { LedgerStore } from '../../core/ports/ledger-store.js';
import { LONGEST_CALL_MS, type TimedAnswer } from '../../infra/llm/call-time.js';
import type { LlmClientOptions } from '../../infra/llm/client.js';
import type { Runtime } from '../runtime/runtime.js';
import { MINUTE } from '../../core/time.js';

/** A decision never has less than a cold load with its answer takes, ms. */
const LEAST_DECISION_MS = 15 * MINUTE;
/** So many recorded answers say how fast a server is. */
const NEWEST = 5;

/** How long calls may take: as LLM_TIMEOUT_MS says, else by the speed that this model's newest recorded answers show. */
export function callLimits(
  { config, loaded }: Pick<Runtime, 'config' | 'loaded'>,
  model: string,
  ledger: LedgerStore,
): Pick<LlmClientOptions, 'timeoutMs' | 'earlierAnswers'> {
  if (loaded.isSet('llm.timeoutMs')) return { timeoutMs: config.llm.timeoutMs };
  return { earlierAnswers: () => newestAnswers(ledger, model) };
}

/** Two full calls of the longest kind; where no length is set, each call has its own. ms. */
export const decisionLimitMs = ({ config, loaded }: Pick<Runtime, 'config' | 'loaded'>): number =>
  Math.max(LEAST_DECISION_MS, 2 * (loaded.isSet('llm.timeoutMs') ? config.llm.timeoutMs : LONGEST_CALL_MS));

/** Oldest first. */
async function newestAnswers(ledger: LedgerStore, model: string): Promise<readonly TimedAnswer[]> {
  const answers: TimedAnswer[] = [];
  for await (const { prompt_tokens, completion_tokens, latency_ms } of ledger.entries(
    { model, finish: 'stop' },
    'newest',
  )) {
    answers.unshift({ usage: { prompt_tokens, completion_tokens }, totalMs: latency_ms, firstWordMs: null });
    if (answers.length === NEWEST) break;
  }
  return answers;
}
