import { dirname } from 'node:path';
import { InputError } from '../../core/errors.js';
import type { LedgerStore } from '../../core/ports/ledger-store.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { TextModel } from '../../core/ports/text-model.js';
import type { EnsembleMember } from '../../evaluation/ensemble/ensemble.js';
import { createLlmClient } from '../../infra/llm/client.js';
import { createLlmRegimeModel } from '../../infra/llm/ladder/ladder.js';
import { createBudget } from '../../infra/llm/ledger/budget.js';
import { createFailureLog } from '../../infra/llm/ledger/failure-log.js';
import { replayModel } from '../../infra/llm/ledger/replay-model.js';
import { createRouter } from '../../infra/llm/router.js';
import type { ProviderModel } from '../../infra/llm/types.js';
import { openLedger } from '../../infra/store/ledger/open-ledger.js';
import {
  askedTemperature,
  fallbackModels,
  temperatureOf,
  llmMembers,
  type BaselineChoice,
  type EnsembleChoice,
  type LlmChoice,
  type ModelChoice,
} from '../config/index.js';
import { callLimits, decisionLimitMs } from './call-limits.js';
import { openBaseline, type Training } from './baselines.js';
import { equalEnsemble, type OpenEnsemble } from './ensemble.js';
import { usePrompt, type LoadedPrompt } from '../prompts/load-prompt.js';
import { providerFor } from './providers.js';
import type { Runtime } from '../runtime/runtime.js';
import { assertUsableFolder, ledgerPath } from '../runtime/user-data.js';

/** A model that is ready to be asked, and what has to be closed after it. */
export interface OpenModel {
  /** An ensemble counts its members equally. */
  readonly model: RegimeModel;
  /** Which prompt it is asked with; null for a model that reads none. */
  readonly prompt: string | null;
  /** The chosen model without the prompt around it, recorded alike; null where it is not a single language model. */
  readonly text: TextModel | null;
  /** Null for a model alone. */
  readonly ensemble: OpenEnsemble | null;
  readonly close: () => Promise<void>;
}

export interface OpenModelOptions {
  /** Answers come from the ledger alone; a question that was never asked is an error. */
  readonly replay?: boolean;
  /** What a fitted baseline learns from; asked for only where one is chosen. */
  readonly training?: () => Promise<Training>;
  /** Ledger, budget and prompt that several models share; who opened them closes them. Default: the model's own. */
  readonly calls?: ModelCalls | null;
}

/**
 * The model that answers, with everything around it: deadline, retry, breaker, ledger and budget for each language model, then
 * the ladder from one to the next. Baselines need none of that, and open nothing. The members of an ensemble share ledger and
 * budget; one that fails is left out of the decision, so that models to fall back on are for a model alone.
 * @throws InputError for settings that cannot be right, UnavailableError where the ledger cannot be opened or a fitted baseline
 * has too little to learn from
 */
export async function openRegimeModel(
  runtime: Runtime,
  choice: ModelChoice,
  { replay = false, training, calls = null }: OpenModelOptions = {},
): Promise<OpenModel> {
  const baseline = (one: BaselineChoice): Promise<RegimeModel> =>
    openBaseline(one.name, training ?? (() => Promise.reject(noPast(one))));
  if (choice.kind === 'baseline') return { ...NOTHING_OPEN, model: await baseline(choice), ensemble: null };
  if (choice.kind === 'llm') {
    const parts = calls ?? (await openParts(runtime, replay));
    const { model, text } = llmModel(runtime, choice, fallbackModels(runtime.loaded, { replay }), parts);
    return { model, text, prompt: parts.loaded.identity, ensemble: null, close: () => closeOwn(parts, calls) };
  }
  const parts = calls ?? (await openCalls(runtime, choice, replay));
  try {
    const members = await membersOf(choice, baseline, (one) => llmModel(runtime, one, [], parts!).model);
    const ensemble = equalEnsemble(choice.id, members);
    return {
      model: ensemble.equal,
      text: null,
      prompt: parts?.loaded.identity ?? null,
      ensemble,
      close: () => closeOwn(parts, calls),
    };
  } catch (error) {
    await closeOwn(parts, calls);
    throw error;
  }
}

/**
 * Opens ledger, budget and prompt for several models that are asked side by side: a budget of the run is then one for all of them.
 * @returns null where the choice asks no language model
 */
export async function openCalls(runtime: Runtime, choice: ModelChoice, replay: boolean): Promise<ModelCalls | null> {
  const asksNone = choice.kind === 'baseline' || (choice.kind === 'ensemble' && llmMembers(choice).length === 0);
  return asksNone ? null : openParts(runtime, replay);
}

const closeOwn = async (parts: ModelCalls | null, shared: ModelCalls | null): Promise<void> => {
  if (shared === null) await parts?.ledger.close();
};

const NOTHING_OPEN = { prompt: null, text: null, close: () => Promise.resolve() };

const noPast = ({ id }: BaselineChoice): InputError =>
  new InputError(
    'model.no-past',
    `${id} is fitted to the past, and this command reads none: ask it with cycle, backtest or evaluate.`,
    { where: 'llm.model' },
  );

async function membersOf(
  { members }: EnsembleChoice,
  baseline: (one: BaselineChoice) => Promise<RegimeModel>,
  llm: (one: LlmChoice) => RegimeModel,
): Promise<EnsembleMember[]> {
  const opened: EnsembleMember[] = [];
  for (const { model, samples } of members) {
    opened.push({ model: model.kind === 'baseline' ? await baseline(model) : llm(model), samples });
  }
  return opened;
}

/** What the language models of one choice share. */
export interface ModelCalls {
  readonly loaded: LoadedPrompt;
  readonly ledger: LedgerStore;
  readonly wrap: (model: ProviderModel) => ProviderModel;
  readonly replay: boolean;
}

async function openParts(runtime: Runtime, replay: boolean): Promise<ModelCalls> {
  const { config, clock, random, log } = runtime;
  const { budgetUsdPerRun: perRunUsd, budgetUsdPerDay: perDayUsd } = config.llm;
  const loaded = await usePrompt(runtime, { replay });
  const path = ledgerPath(config.userDataDir);
  // An answer that cannot be kept is paid for, and paid for again.
  if (!replay) await assertUsableFolder(dirname(path));
  const ledger = await openLedger(path);
  const budget = createBudget({ perRunUsd, perDayUsd }, ledger, clock);
  const clients = new Map<string, ProviderModel>();
  const wrap = (model: ProviderModel): ProviderModel => {
    if (replay) return replayModel(model, ledger);
    // Whoever asks the same model shares its breaker and its line: questions that wait for one another are not late.
    const known = clients.get(model.id);
    if (known !== undefined) return known;
    const limits = callLimits(runtime, model.id, ledger);
    const recording = { ledger, clock, budget };
    const client = createLlmClient({ model, clock, random, log, ...limits, recording });
    clients.set(model.id, client);
    return client;
  };
  return { loaded, ledger, wrap, replay };
}

function llmModel(
  runtime: Runtime,
  choice: LlmChoice,
  fallbacks: readonly LlmChoice[],
  { loaded: { prompt, identity }, ledger, wrap, replay }: ModelCalls,
): { readonly model: RegimeModel; readonly text: TextModel } {
  const { config, clock, log } = runtime;
  const asked = [choice, ...fallbacks];
  const clients = asked.map((one) => wrap(providerFor(runtime, one.provider, { replay }).textModel(one.name)));
  const shared = askedTemperature(config);
  const members = clients.map((client, i) => {
    const temperature = temperatureOf(config, asked[i]!);
    return { model: temperature === shared ? client : { ...client, temperature } };
  });
  const model = createLlmRegimeModel({
    id: choice.id,
    models: createRouter([{ groups: [{ balance: config.llm.balance, members }] }]),
    clock,
    log,
    prompts: { system: prompt.renderSystem, user: prompt.renderUser, identity, form: prompt.form },
    failures: replay ? undefined : createFailureLog(ledger, clock),
    limits: { timeMs: decisionLimitMs(runtime) },
  });
  return { model, text: clients[0]! };
}
