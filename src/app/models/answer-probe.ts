import type { AnswerProbe } from '../../contract/models.js';
import { dirname } from 'node:path';
import { LlmTradingError, messageOf, RefusedError } from '../../core/errors.js';
import { given } from '../../core/given.js';
import type { MarketSnapshot } from '../../core/market-snapshot/index.js';
import { seededRandom } from '../../core/ports/random.js';
import { median } from '../../core/statistics/quantile.js';
import { createLlmClient } from '../../infra/llm/client.js';
import { NoRegimeError } from '../../infra/llm/errors.js';
import { createLlmRegimeModel, type LlmRegimeModel } from '../../infra/llm/ladder/ladder.js';
import { createBudget } from '../../infra/llm/ledger/budget.js';
import { openLedger } from '../../infra/store/ledger/open-ledger.js';
import { callLimits, decisionLimitMs } from './call-limits.js';
import { askedTemperature, type LlmChoice } from '../config/index.js';
import { usePrompt } from '../prompts/load-prompt.js';
import { providerFor } from './providers.js';
import { ledgerPath, assertUsableFolder } from '../runtime/user-data.js';
import type { Runtime } from '../runtime/runtime.js';
import { demoSnapshot } from '../snapshots/snapshot.js';
import { variedSnapshot } from './varied-snapshot.js';

export interface AnswerProbeOptions {
  readonly questions: number;
  readonly signal?: AbortSignal | undefined;
  /** Called before each question. */
  readonly onQuestion?: (n: number) => void;
}

/** The questions are the same for every model. */
const SEED = 1;

/**
 * Asks the question of a decision about as many days of a made-up market, one after the other. Every question is asked anew, and
 * recorded and paid for like any other.
 * @throws InputError (a setting), RefusedError (a budget)
 */
export async function probeAnswers(
  runtime: Runtime,
  choice: LlmChoice,
  { questions, signal, onQuestion }: AnswerProbeOptions,
): Promise<AnswerProbe> {
  const { config, clock, random, log } = runtime;
  const { budgetUsdPerRun: perRunUsd, budgetUsdPerDay: perDayUsd } = config.llm;
  const { prompt, identity } = await usePrompt(runtime, { replay: false });
  const demo = await demoSnapshot(runtime);
  const path = ledgerPath(config.userDataDir);
  await assertUsableFolder(dirname(path));
  const ledger = await openLedger(path);
  try {
    const budget = createBudget({ perRunUsd, perDayUsd }, ledger, clock);
    const text = providerFor(runtime, choice.provider).textModel(choice.name);
    const model = createLlmRegimeModel({
      id: choice.id,
      models: [
        createLlmClient({
          model: text,
          clock,
          random,
          log,
          ...callLimits(runtime, text.id, ledger),
          recording: { ledger, clock, budget },
        }),
      ],
      clock,
      log,
      prompts: { system: prompt.renderSystem, user: prompt.renderUser, identity, form: prompt.form },
      limits: { timeMs: decisionLimitMs(runtime) },
    });
    const temperature = askedTemperature(config);
    const numbers = seededRandom(SEED);
    const asked: Asked[] = [];
    for (let n = 0; n < questions; n++) {
      onQuestion?.(n);
      const options = { temperature, variant: `probe-${clock.now()}`, ...given({ signal }) };
      const one = await ask(model, variedSnapshot(demo, n, numbers), options, () => clock.now());
      asked.push(one);
      if (one.nobodyThere) break;
    }
    return { model: choice.id, prompt: identity, temperature, questions: asked.length, ...summary(asked) };
  } finally {
    await ledger.close();
  }
}

interface Asked {
  readonly outcome: 'first' | 'repaired' | 'never' | 'unanswered';
  readonly ms: number;
  /** Until the first word; null where none came, or where a repair blurs it. */
  readonly readingMs: number | null;
  readonly promptTokens: number | null;
  readonly answerTokens: number | null;
  readonly reason: string | null;
  readonly nobodyThere: boolean;
}

async function ask(
  model: LlmRegimeModel,
  snapshot: MarketSnapshot,
  options: { readonly temperature: number; readonly variant: string; readonly signal?: AbortSignal },
  now: () => number,
): Promise<Asked> {
  const startedAt = now();
  const repairedBefore = model.counters().repaired;
  const wordsAt: number[] = [];
  const onText = (): void => void wordsAt.push(now());
  try {
    const { usage } = await model.assess(snapshot, { ...options, onText });
    const isRepaired = model.counters().repaired > repairedBefore;
    const isOneCall = usage?.calls === 1;
    return {
      outcome: isRepaired ? 'repaired' : 'first',
      ms: now() - startedAt,
      readingMs: isOneCall && wordsAt.length > 0 ? wordsAt[0]! - startedAt : null,
      promptTokens: isOneCall ? usage.prompt_tokens : null,
      answerTokens: isOneCall ? usage.completion_tokens : null,
      reason: null,
      nobodyThere: false,
    };
  } catch (error) {
    const isOurs = !(error instanceof LlmTradingError) || error instanceof RefusedError;
    if (isOurs || options.signal?.aborted === true) throw error;
    const attempts = error instanceof NoRegimeError ? error.attempts : [];
    return {
      outcome: attempts.some(({ code }) => code === 'llm.answer-refused') ? 'never' : 'unanswered',
      ms: now() - startedAt,
      readingMs: null,
      promptTokens: null,
      answerTokens: null,
      reason: attempts[0]?.reason ?? messageOf(error),
      nobodyThere: error instanceof NoRegimeError && error.nobodyThere,
    };
  }
}

function summary(asked: readonly Asked[]): Omit<AnswerProbe, 'model' | 'prompt' | 'temperature' | 'questions'> {
  const count = (outcome: Asked['outcome']): number => asked.filter((one) => one.outcome === outcome).length;
  const answered = asked.filter(({ outcome }) => outcome !== 'unanswered');
  const [first] = asked;
  const timed = asked.filter(({ readingMs, answerTokens }) => readingMs !== null && answerTokens !== null);
  const writingMs = timed.reduce((sum, { ms, readingMs }) => sum + ms - readingMs!, 0);
  const written = timed.reduce((sum, { answerTokens }) => sum + answerTokens!, 0);
  return {
    valid_at_first: count('first'),
    valid_after_repair: count('repaired'),
    never_valid: count('never'),
    unanswered: count('unanswered'),
    reading_tokens_per_s: perSecond(first?.promptTokens ?? null, first?.readingMs ?? null),
    answering_tokens_per_s: timed.length === 0 ? null : perSecond(written, writingMs),
    first_answer_ms: answered[0]?.ms ?? null,
    median_answer_ms: answered.length < 2 ? null : median(answered.slice(1).map(({ ms }) => ms)),
    note: asked.find(({ reason }) => reason !== null)?.reason ?? null,
  };
}

const perSecond = (tokens: number | null, ms: number | null): number | null =>
  tokens === null || ms === null || ms <= 0 ? null : Number((tokens / (ms / 1_000)).toPrecision(3));
