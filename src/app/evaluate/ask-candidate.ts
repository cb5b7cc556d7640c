import { askedTemperature } from '../config/index.js';
import { LlmTradingError } from '../../core/errors.js';
import { given } from '../../core/given.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { AskedRegimes } from '../../engine/regime-series/index.js';
import type { HeadlineStart } from '../../evaluation/contamination/headline-start.js';
import type { ForecasterAnswers } from '../../evaluation/evaluate/decisions.js';
import { labelDecision } from '../../evaluation/label.js';
import type { Training } from '../models/baselines.js';
import { fittedEnsemble } from '../models/ensemble.js';
import type { OpenModel } from '../models/regime-model.js';
import type { Runtime } from '../runtime/runtime.js';
import { ablateNews, type NewslessAnswers } from './ablate-news.js';
import { answersOf, askForecaster, type AskSetup } from './ask-forecaster.js';
import { CallMeter } from './call-meter.js';
import { openCandidate, type Candidate } from './forecasters.js';
import { headlineOfAnswers } from '../models/headline.js';
import { DEFAULT_SEED, type PreparedEvaluation } from './prepare.js';
import { runProbe, type ProbeResult } from './probe.js';
import { explainMiss } from './replay-miss.js';
import { HOUR } from '../../core/time.js';

/** What asking one forecaster has brought. */
export interface AskedCandidate {
  readonly answers: ForecasterAnswers;
  readonly regimes: AskedRegimes;
  readonly probe: ProbeResult | null;
  /** Null where it was not asked for. */
  readonly withoutNews: NewslessAnswers | null;
  /** End of the stated training cutoff, UTC ms. */
  readonly cutoff: number | null;
}

/** Baselines are fitted from one seed, whatever is asked for: they are rules, and a rule has no luck. */
export const trainingOf = ({ bars, book }: Pick<PreparedEvaluation, 'bars' | 'book'>): Training => ({
  bars,
  history: book.history,
  seed: DEFAULT_SEED,
});

/** How somebody is asked. @param what is asked, as progress names it */
export function askSetup(
  { request, book, bars }: PreparedEvaluation,
  { clock, config }: Runtime,
  what: string,
): AskSetup {
  const { signal, onProgress, concurrency } = request;
  return {
    book,
    baseAsset: bars.symbol,
    horizonMs: request.horizonHours * HOUR,
    temperature: askedTemperature(config),
    clock,
    concurrency,
    signal,
    onProgress:
      onProgress === undefined ? undefined : (progress) => onProgress({ phase: 'ask', model: what, ...progress }),
  };
}

/**
 * Asks one candidate at every decision, and whatever else is to be asked of it.
 * @param budgetUsd what is left of it; null: there is none
 * @throws RefusedError where a budget ends, UnavailableError where it never answers or a replay misses
 */
export async function askCandidate(
  candidate: Candidate,
  prepared: PreparedEvaluation,
  runtime: Runtime,
  budgetUsd: number | null,
): Promise<AskedCandidate> {
  const { replay = false } = prepared.request;
  const opened = await openCandidate(candidate, runtime, { replay, budgetUsd, training: trainingOf(prepared) });
  try {
    return await askOpened(opened, candidate, prepared, runtime);
  } catch (error) {
    const missed = replay && error instanceof LlmTradingError && error.code === 'llm.replay-miss';
    throw missed ? await explainMiss(error, candidate, runtime) : error;
  } finally {
    await opened.close();
  }
}

async function askOpened(
  opened: OpenModel,
  candidate: Candidate,
  prepared: PreparedEvaluation,
  runtime: Runtime,
): Promise<AskedCandidate> {
  const { request, bars, modelDates } = prepared;
  const { text, prompt, ensemble } = opened;
  const setup = askSetup(prepared, runtime, candidate.id);
  const model: RegimeModel =
    ensemble === null || runtime.config.llm.ensembleWeights === 'equal'
      ? opened.model
      : await fittedEnsemble(ensemble, {
          ask: (member) => askForecaster(member, { ...askSetup(prepared, runtime, member.id), acceptSilence: true }),
          labelAt: (decidedAt) => labelDecision(bars, decidedAt, setup.horizonMs),
          horizonMs: setup.horizonMs,
          stepMs: request.everyHours * HOUR,
        });
  const regimes = await askForecaster(model, setup);
  const { settingsChosenAt, embargoMs, probe, ablateNews: ablates = false } = request;
  const headline = headlineOfAnswers(candidate.id, regimes.outcomes, {
    members: ensemble?.members.map(({ model: member }) => member),
    dates: modelDates,
    promptCreatedAt: candidate.promptCreatedAt,
    promptFirstSeenOn: candidate.promptFirstSeenOn,
    settingsChosenAt,
    embargoMs,
  });
  const meter = new CallMeter();
  const metered = meter.regime(model);
  const withoutNews = !ablates
    ? null
    : await ablateNews(metered, regimes, askSetup(prepared, runtime, `${candidate.id} without news`));
  const probed =
    probe === undefined || text === null
      ? null
      : await runProbe(metered, meter.text(text), {
          ...askSetup(prepared, runtime, `${candidate.id}, probe`),
          bars,
          decisions: probe.decisions,
          seed: request.seed ?? DEFAULT_SEED,
        });
  const answers = answersOf(model, prompt, regimes, headline);
  return {
    answers: {
      ...answers,
      ...(ablates || probed !== null ? { checks: meter.total } : {}),
      ...given({ withoutNews: withoutNews?.assessments }),
    },
    regimes,
    probe: probed,
    withoutNews,
    cutoff: cutoffOf(headline),
  };
}

/** When the training data end, as far as the vendor says: the latest of the stated cutoffs. */
function cutoffOf({ parts }: HeadlineStart): number | null {
  const stated = parts.flatMap(({ what, at_utc }) =>
    what === 'cutoff' && at_utc !== null ? [Date.parse(at_utc)] : [],
  );
  return stated.length === 0 ? null : Math.max(...stated);
}
