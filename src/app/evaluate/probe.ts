import { LlmTradingError, RefusedError } from '../../core/errors.js';
import type { BarSeries } from '../../core/bars.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { TextModel } from '../../core/ports/text-model.js';
import { seededRandom } from '../../core/ports/random.js';
import { inWindow, Pace } from '../../engine/regime-series/index.js';
import { probeQuestions } from '../../evaluation/contamination/probe-questions.js';
import { askRecitation, type RecitedWeek } from '../../evaluation/contamination/recitation/ask.js';
import { recitationQuestions } from '../../evaluation/contamination/recitation/questions.js';
import { weeklyCloses, type WeeklyClose } from '../../evaluation/contamination/recitation/weekly-closes.js';
import type { ProbeAnswer } from '../../evaluation/contamination/report.js';
import type { AskSetup } from './ask-forecaster.js';

export interface ProbeSetup extends AskSetup {
  readonly bars: BarSeries;
  /** Most decisions that are asked about, evenly spread. */
  readonly decisions: number;
  readonly seed: number;
}

export interface ProbeResult {
  readonly answers: readonly ProbeAnswer[];
  readonly recitation: { readonly recited: readonly RecitedWeek[]; readonly weeks: readonly WeeklyClose[] };
}

/** Asks the model about masked and changed forms of the same decisions, and what it remembers of the period. */
export async function runProbe(model: RegimeModel, text: TextModel, setup: ProbeSetup): Promise<ProbeResult> {
  const { book, bars, temperature, concurrency, seed, signal, onProgress, clock } = setup;
  const scored = book.decisions.filter(({ label }) => label.scored);
  const every = Math.max(1, Math.ceil(scored.length / setup.decisions));
  const chosen = scored.filter((_, i) => i % every === 0);
  const questions = probeQuestions(
    chosen.map(({ decidedAt }) => book.snapshotAt(decidedAt)),
    seed,
  );
  const answers: (ProbeAnswer | null)[] = questions.map(() => null);
  const state: { fatal: unknown; done: number; failed: number } = { fatal: undefined, done: 0, failed: 0 };
  const pace = new Pace();
  const limit = (): number => concurrency ?? pace.atOnce;
  const spent: { recorded: number; cost_usd: number | null } = { recorded: 0, cost_usd: 0 };
  const tell = (): void =>
    onProgress?.({ done: state.done, total: questions.length, failed: state.failed, ...spent, at_once: limit() });
  tell();
  await inWindow(
    questions.length,
    limit,
    async (i) => {
      const [startedAt, begunAt] = [clock.now(), limit()];
      const question = questions[i]!;
      try {
        const { assessment, usage } = await model.assess(question.snapshot, {
          temperature,
          variant: question.variant,
          signal,
        });
        answers[i] = { question, probBull: assessment.prob_bull };
        if (usage?.replayed === true) spent.recorded += 1;
        else {
          pace.answered(clock.now() - startedAt, begunAt);
          const cost = usage?.cost_usd ?? null;
          spent.cost_usd = spent.cost_usd === null || cost === null ? null : spent.cost_usd + cost;
        }
      } catch (error) {
        // A form that got no answer is left out and counted by the report; anything else ends the probe.
        if (!(error instanceof LlmTradingError && error.code === 'regime.none')) state.fatal ??= error;
        state.failed += 1;
      }
      state.done += 1;
      tell();
    },
    () => state.fatal !== undefined || signal?.aborted === true,
  );
  signal?.throwIfAborted();
  if (state.fatal !== undefined)
    throw givenUp(state.fatal, answers.length - answers.filter((each) => each === null).length, questions.length);
  const weeks = weeklyCloses(
    bars,
    book.decisions.map(({ decidedAt }) => decidedAt),
  );
  const asked = recitationQuestions(weeks, { random: seededRandom(seed), baseAsset: bars.symbol });
  const recited = await askRecitation(text, asked, signal);
  return { answers: answers.filter((answer) => answer !== null), recitation: { recited, weeks } };
}

/** A budget that ends in the middle: how far the probe came, and that nothing of it is lost. */
function givenUp(error: unknown, done: number, total: number): Error {
  if (!(error instanceof RefusedError)) return error instanceof Error ? error : new Error('The probe failed.');
  return new RefusedError(
    error.code,
    `The probe had asked ${done} of ${total} questions, then a limit refused: ${error.message}`,
    {
      remedy: `${error.remedy ?? 'raise the limit'}; what was answered is recorded, so that going on asks only for the rest`,
      cause: error,
    },
  );
}
