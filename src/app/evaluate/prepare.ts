import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { seededRandom } from '../../core/ports/random.js';
import { recitationQuestions } from '../../evaluation/contamination/recitation/questions.js';
import { weeklyCloses } from '../../evaluation/contamination/recitation/weekly-closes.js';
import type { ModelDatesTable } from '../../infra/llm/model-dates.js';
import { findStrategy, parseStrategyParams } from '../../strategies/registry.js';
import { usePrompt } from '../prompts/load-prompt.js';
import { llmMembers } from '../config/index.js';
import type { Runtime } from '../runtime/runtime.js';
import { decisionsWithNews } from './ablate-news.js';
import { assertWithinBudget, estimateCost, type CostEstimate } from './estimate.js';
import { candidatesOf, type Candidate } from './forecasters.js';
import { readModelDates } from '../models/headline.js';
import { assertSomethingToScore, loadBook, type LoadedBook } from './load-book.js';
import type { EvaluateRequest } from './request.js';

export const DEFAULT_SEED = 1;
/** Forms of a decision that a probe asks beside the plain one: masked, without news, trend reversed, news swapped. */
const PROBE_FORMS = 4;

/** What an evaluation is made of, read and checked; nothing has been asked. */
export interface PreparedEvaluation extends LoadedBook {
  readonly request: EvaluateRequest;
  readonly candidates: readonly Candidate[];
  readonly estimates: readonly CostEstimate[];
  readonly modelDates: ModelDatesTable;
}

/**
 * Everything that can be wrong is found here, before the first question.
 * @throws InputError naming what is wrong; RefusedError where asking could cost more than it may
 */
export async function prepareEvaluation(request: EvaluateRequest, runtime: Runtime): Promise<PreparedEvaluation> {
  const { attribution } = request;
  if (attribution !== undefined) parseStrategyParams(findStrategy(attribution.strategy), { ...attribution.params });
  const modelDates = await readModelDates(request.modelDates, request.cwd);
  const prompts = request.prompts ?? [runtime.config.llm.prompt];
  const candidates = await candidatesOf(request.models, prompts, runtime, { replay: request.replay === true });
  assertDifferent(candidates);
  await assertPromptsUsable(candidates, runtime);
  const loaded = await loadBook(request, runtime);
  assertSomethingToScore(loaded);
  if (request.ablateNews === true) assertNews(request, loaded);
  const estimates = await estimatesOf(request, candidates, loaded, runtime);
  if (request.replay !== true) assertWithinBudget(estimates, request.budgetUsd);
  return { ...loaded, request, candidates, estimates, modelDates };
}

function assertDifferent(candidates: readonly Candidate[]): void {
  const seen = new Set<string>();
  for (const { id, promptId } of candidates) {
    const name = promptId === null ? id : `${id} with ${promptId}`;
    if (seen.has(name)) {
      throw new InputError('evaluate.twice', `${name} is named twice: name each model and each prompt once.`, {
        where: 'models',
      });
    }
    seen.add(name);
  }
}

/** A prompt that has changed, or whose day lies ahead, is found before another one is paid for. */
async function assertPromptsUsable(candidates: readonly Candidate[], runtime: Runtime): Promise<void> {
  const { config } = runtime;
  for (const prompt of new Set(candidates.flatMap(({ promptId }) => promptId ?? []))) {
    const own: Runtime = { ...runtime, config: { ...config, llm: { ...config.llm, prompt } } };
    await usePrompt(own, { replay: true });
  }
}

function assertNews({ fields }: EvaluateRequest, { book }: LoadedBook): void {
  if (decisionsWithNews(book).length > 0) return;
  const dropped = book.fields.leftOut.find(({ field }) => field === 'news')?.n ?? 0;
  throw new InputError(
    'evaluate.no-news',
    dropped === 0
      ? `${field('ablateNews')}: none of the ${book.decisions.length} decisions has news.`
      : `${field('ablateNews')}: news are left out of every decision, since only ${dropped} of ${book.decisions.length} have any and ${field('fields')} is "${fields}".`,
    {
      where: 'ablateNews',
      remedy:
        dropped === 0
          ? `give news with ${field('observations')}, or another period`
          : `choose the period that has news with ${field('from')} and ${field('to')}, or show them with ${field('fields', 'all')}`,
    },
  );
}

function estimatesOf(
  { probe, ablateNews, seed = DEFAULT_SEED }: EvaluateRequest,
  candidates: readonly Candidate[],
  { book, bars }: LoadedBook,
  runtime: Runtime,
): Promise<CostEstimate[]> {
  const times = book.decisions.map(({ decidedAt }) => decidedAt);
  const recitation =
    probe === undefined
      ? []
      : recitationQuestions(weeklyCloses(bars, times), { random: seededRandom(seed), baseAsset: bars.symbol });
  const planned = {
    snapshots: times.map(book.snapshotAt),
    count:
      times.length +
      (probe === undefined ? 0 : PROBE_FORMS * Math.min(probe.decisions, times.length)) +
      (ablateNews === true ? decisionsWithNews(book).length : 0),
    recitation: recitation.map(({ request }) => request),
  };
  return Promise.all(
    candidates.flatMap(({ choice, promptId }) =>
      promptId === null
        ? []
        : llmMembers(choice).map(({ model, samples }) =>
            estimateCost(model, promptId, { ...planned, count: samples * planned.count }, runtime),
          ),
    ),
  );
}
