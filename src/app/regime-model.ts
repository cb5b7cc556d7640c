import { join } from 'node:path';
import type { LedgerStore } from '../core/ports/ledger-store.js';
import type { RegimeModel } from '../core/ports/regime-model.js';
import { promptedRegimeModel } from '../core/regime-engine/index.js';
import { heuristicModel } from '../evaluation/baselines/heuristic.js';
import { createLlmClient } from '../infra/llm/client.js';
import { createBudget } from '../infra/llm/ledger/budget.js';
import { replayModel } from '../infra/llm/ledger/replay-model.js';
import { openLedger } from '../infra/store/ledger/open-ledger.js';
import type { ModelChoice } from './config/index.js';
import { providerFor } from './providers.js';
import type { Runtime } from './runtime.js';

/** A model that is ready to be asked, and what has to be closed after it. */
export interface OpenModel {
  readonly model: RegimeModel;
  readonly close: () => Promise<void>;
}

export interface OpenModelOptions {
  /** Answers come from the ledger alone; a question that was never asked is an error. */
  readonly replay?: boolean;
}

/** Where the model calls of a user data folder are recorded. */
export const ledgerPath = (userDataDir: string): string => join(userDataDir, 'ledger', 'model-calls.sqlite');

/**
 * The model that answers, with everything around it: deadline, retry, breaker, ledger and budget. The baseline needs none of
 * that, and opens nothing.
 * @throws InputError for settings that cannot be right, UnavailableError where the ledger cannot be opened
 */
export async function openRegimeModel(
  runtime: Runtime,
  choice: ModelChoice,
  { replay = false }: OpenModelOptions = {},
): Promise<OpenModel> {
  if (choice.kind === 'baseline') return { model: heuristicModel, close: () => Promise.resolve() };
  const { config, clock, random, log } = runtime;
  const text = providerFor(runtime, choice.provider).textModel(choice.name);
  const ledger: LedgerStore = await openLedger(ledgerPath(config.userDataDir));
  const budget = createBudget(
    { perRunUsd: config.llm.budgetUsdPerRun, perDayUsd: config.llm.budgetUsdPerDay },
    ledger,
    clock,
  );
  const client = replay
    ? replayModel(text, ledger)
    : createLlmClient({
        model: text,
        clock,
        random,
        log,
        timeoutMs: config.llm.timeoutMs,
        recording: { ledger, clock, budget },
      });
  return { model: promptedRegimeModel(client), close: () => ledger.close() };
}
