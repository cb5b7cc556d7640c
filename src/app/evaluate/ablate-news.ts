import type { RegimeModel } from '../../core/ports/regime-model.js';
import { withoutNews } from '../../core/regime-engine/without-news.js';
import type { AskedRegimes } from '../../engine/regime-series/index.js';
import type { RegimeAssessment } from '../../core/regime/schema.js';
import type { RegimeView } from '../../strategies/base.js';
import { askForecaster, type AskSetup } from './ask-forecaster.js';
import type { DecisionBook } from '../decisions/decision-book.js';

/** What a model says without the news, at the decisions that have any. */
export interface NewslessAnswers {
  /** For each decision of the book; null where it had no news, or nothing was said without them. */
  readonly assessments: readonly (RegimeAssessment | null)[];
  /** Opinions at all decisions: without news where there were some, else as they were. */
  readonly views: readonly RegimeView[];
}

/** Decisions whose snapshot shows news. */
export const decisionsWithNews = ({ decisions, snapshotAt }: DecisionBook): DecisionBook['decisions'] =>
  decisions.filter(({ decidedAt }) => snapshotAt(decidedAt).news.length > 0);

/** Asks the same questions without their news, recorded as the variant that a cap on news asks. */
export async function ablateNews(model: RegimeModel, plain: AskedRegimes, setup: AskSetup): Promise<NewslessAnswers> {
  const { book } = setup;
  const quiet: RegimeModel = {
    id: model.id,
    kind: model.kind,
    assess: (snapshot, options) => model.assess(withoutNews(snapshot), { ...options, variant: 'without-news' }),
  };
  const asked = await askForecaster(quiet, { ...setup, book: { ...book, decisions: decisionsWithNews(book) } });
  const answers = new Map(asked.outcomes.map(({ decidedAt, assessment }) => [decidedAt, assessment]));
  const views = new Map(asked.points.map((view) => [view.decidedAt, view]));
  return {
    assessments: book.decisions.map(({ decidedAt }) => answers.get(decidedAt) ?? null),
    views: plain.points.map((view) => views.get(view.decidedAt) ?? view),
  };
}
