import { join } from 'node:path';
import type { RegimeModel } from '../core/ports/regime-model.js';
import type { TextModel } from '../core/ports/text-model.js';
import { heuristicModel } from '../evaluation/baselines/heuristic.js';
import { createLlmClient } from '../infra/llm/client.js';
import { createLlmRegimeModel } from '../infra/llm/ladder/ladder.js';
import { createBudget } from '../infra/llm/ledger/budget.js';
import { createFailureLog } from '../infra/llm/ledger/failure-log.js';
import { replayModel } from '../infra/llm/ledger/replay-model.js';
import { createRouter } from '../infra/llm/router.js';
import type { ProviderModel } from '../infra/llm/types.js';
import { openLedger } from '../infra/store/ledger/index.js';
import { fallbackModels, type LlmChoice, type ModelChoice } from './config/index.js';
import { usePrompt } from './prompts/load-prompt.js';
import { providerFor } from './providers.js';
import type { Runtime } from './runtime.js';

/** A model that is ready to be asked, and what has to be closed after it. */
export interface OpenModel {
  readonly model: RegimeModel;
  /** Which prompt it is asked with; null for the baseline. */
  readonly prompt: string | null;
  /** The chosen model without the prompt around it, recorded alike; null for the baseline. */
  readonly text: TextModel | null;
  readonly close: () => Promise<void>;
}

export interface OpenModelOptions {
  /** Answers come from the ledger alone; a question that was never asked is an error. */
  readonly replay?: boolean;
}

/** A decision may take two full calls of the configured length, and never less than a cold load with its answer, ms. */
const LEAST_DECISION_MS = 900_000;

/** Where the model calls of a user data folder are recorded. */
export const ledgerPath = (userDataDir: string): string => join(userDataDir, 'ledger', 'model-calls.sqlite');

/**
 * The model that answers, with everything around it: deadline, retry, breaker, ledger and budget for each model, then the
 * ladder from one to the next. The baseline needs none of that, and opens nothing.
 * @throws InputError for settings that cannot be right, UnavailableError where the ledger cannot be opened
 */
export async function openRegimeModel(
  runtime: Runtime,
  choice: ModelChoice,
  { replay = false }: OpenModelOptions = {},
): Promise<OpenModel> {
  if (choice.kind === 'baseline')
    return { model: heuristicModel, prompt: null, text: null, close: () => Promise.resolve() };
  const { config, loaded, clock, random, log } = runtime;
  const { timeoutMs, budgetUsdPerRun: perRunUsd, budgetUsdPerDay: perDayUsd } = config.llm;
  const providers = [choice, ...fallbackModels(loaded)].map((one: LlmChoice) =>
    providerFor(runtime, one.provider).textModel(one.name),
  );
  const { prompt, identity } = await usePrompt(runtime, { replay });
  const ledger = await openLedger(ledgerPath(config.userDataDir));
  const budget = createBudget({ perRunUsd, perDayUsd }, ledger, clock);
  const client = (model: ProviderModel): ProviderModel =>
    replay
      ? replayModel(model, ledger)
      : createLlmClient({ model, clock, random, log, timeoutMs, recording: { ledger, clock, budget } });
  const clients = providers.map(client);
  const model = createLlmRegimeModel({
    id: choice.id,
    models: createRouter([{ groups: [{ balance: config.llm.balance, members: clients.map((model) => ({ model })) }] }]),
    clock,
    log,
    prompts: { system: prompt.renderSystem, user: prompt.renderUser, identity },
    ...(replay ? {} : { failures: createFailureLog(ledger, clock) }),
    limits: { timeMs: Math.max(LEAST_DECISION_MS, 2 * timeoutMs) },
  });
  return { model, prompt: identity, text: clients[0]!, close: () => ledger.close() };
}
