import { RefusedError } from '../../../core/errors.js';
import type { Clock } from '../../../core/ports/clock.js';
import type { LedgerStore } from '../../../core/ports/ledger-store.js';
import type { TextRequest } from '../../../core/ports/text-model.js';
import { estimatePromptTokens } from '../estimate-tokens.js';
import { mostCost } from '../prices.js';
import type { ProviderModel } from '../types.js';
import { DAY } from '../../../core/time.js';

export interface BudgetLimits {
  /** Most USD this process may spend; null for no limit. */
  readonly perRunUsd: number | null;
  /** Most USD all runs of a UTC day may spend, by the ledger; null for no limit. */
  readonly perDayUsd: number | null;
}

export interface Budget {
  /**
   * Sets the most this call can cost aside; the returned function gives back what it did not. Null says that nobody knows
   * what it cost (a stream that broke off is billed too): then all of it counts as spent.
   * @throws RefusedError when it does not fit, or when a limit is set and the model's price is unknown
   */
  reserve(model: ProviderModel, request: TextRequest): Promise<(spentUsd: number | null) => void>;
}

/** A budget that fails closed: what could exceed a limit is refused before it is sent, calls under way included. */
export function createBudget({ perRunUsd, perDayUsd }: BudgetLimits, ledger: LedgerStore, clock: Clock): Budget {
  let spentInRun = 0;
  /** Of it, what the ledger does not know of. */
  let unrecorded = 0;
  let reserved = 0;
  return {
    async reserve(model, request) {
      if (perRunUsd === null && perDayUsd === null) return () => undefined;
      if (model.price === null) {
        throw new RefusedError(
          'budget.price-unknown',
          `The price of ${model.id} is not known, so a budget in USD cannot be kept: nothing was sent.`,
          {
            where: model.id,
            remedy:
              'switch the budgets off (LLM_BUDGET_USD_PER_RUN and LLM_BUDGET_USD_PER_DAY = off) or choose a model with a known price',
          },
        );
      }
      const most =
        mostCost(model.price, estimatePromptTokens(request), request.maxOutputTokens ?? model.outputTokens) ?? Infinity;
      // Reserved before the first await, so that calls side by side cannot all see the same room.
      reserved += most;
      try {
        refuseOver('run', perRunUsd, spentInRun + reserved);
        if (perDayUsd !== null) {
          const now = clock.now();
          refuseOver('day', perDayUsd, (await ledger.spentSince(now - (now % DAY))) + unrecorded + reserved);
        }
      } catch (error) {
        reserved -= most;
        throw error;
      }
      return (spentUsd) => {
        reserved -= most;
        spentInRun += spentUsd ?? most;
        if (spentUsd === null) unrecorded += most;
      };
    },
  };
}

function refuseOver(span: 'run' | 'day', limit: number | null, wouldBe: number): void {
  if (limit === null || wouldBe <= limit) return;
  throw new RefusedError(
    'budget.exceeded',
    `The next model call could bring the spending of this ${span} to $${wouldBe.toFixed(4)}, over its budget of $${limit}: it was not sent.`,
    {
      where: `llm.budget_usd_per_${span}`,
      remedy: `raise LLM_BUDGET_USD_PER_${span.toUpperCase()}${span === 'day' ? ', or wait for the next UTC day' : ''}`,
    },
  );
}
