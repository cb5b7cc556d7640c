import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionComparison } from '../../../contract/league.js';
import { sessionModeOf } from '../../../contract/session.js';
import { InputError } from '../../../core/errors.js';
import { mean, knownSum } from '../../../core/statistics/moments.js';
import { dieboldMariano } from '../../../evaluation/inference/diebold-mariano.js';
import { minimumDetectable } from '../../../evaluation/inference/detectable.js';
import { compareScores } from '../../../evaluation/scoring/compare-scores.js';
import { brierLosses } from '../../../evaluation/scoring/losses.js';
import { JOURNAL_FILE } from '../../../infra/store/journal/index.js';
import { lookAtJournal } from '../../journal/look.js';
import { findChosenStrategy } from '../../strategies/choose-strategy.js';
import { findSession, sessionTotals } from '../session-rows.js';
import { crowdOfSessions } from './crowd-of-sessions.js';
import { scoredOpinions, type ScoredOpinion } from './scored-opinions.js';

/** Climatology among the sessions: what skill is measured against. */
const REFERENCE = 'baseline/climatology';
const LEVEL = 0.95;

const byName = (a: { readonly session: string }, b: { readonly session: string }): number =>
  a.session < b.session ? -1 : 1;

type Row = SessionComparison['sessions'][number];

/** What was said at each moment, and what came of it. */
type Scored = ReadonlyMap<number, Omit<ScoredOpinion, 'answeredBy'>>;

interface Looked {
  readonly row: Omit<Row, 'brier' | 'against' | 'more_decisions'>;
  readonly scored: ReadonlyMap<number, ScoredOpinion>;
}

/** What is known of sessions whose journals have not grown since, by their names: for whoever compares them again and again. */
export type LookedSessions = Map<string, { readonly stamp: string; readonly looked: Looked }>;

/**
 * Sessions side by side, from their journals alone: what they made, what their calls cost, how good their opinions were, and how many
 * decisions more it takes to tell them apart.
 * @throws InputError where one of them is not there, or its journal cannot be read
 */
export async function compareSessions(
  userDataDir: string,
  names: readonly string[],
  cwd: string,
  known: LookedSessions = new Map(),
): Promise<SessionComparison> {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InputError('session.twice', `Session ${twice} is named twice: name each once.`, { where: 'session' });
  }
  const looked: Looked[] = [];
  for (const name of names) looked.push(await lookAt(userDataDir, name, cwd, known));
  const reference = looked.find(({ row }) => row.model === REFERENCE) ?? null;
  const briers = looked.map((each) => (reference === null ? null : brierOf(each.scored, reference.scored)));
  const ranked = looked
    .map((each, index) => ({ each, score: briers[index]?.score ?? Infinity }))
    .filter(({ score }) => score < Infinity)
    .sort((a, b) => a.score - b.score || byName(a.each.row, b.each.row))
    .map(({ each }) => each);
  const sessions = looked.map((each, index): Row => {
    const rival = each === ranked[0] ? ranked[1] : ranked.includes(each) ? ranked[0] : undefined;
    return {
      ...each.row,
      brier: briers[index]!,
      against: rival?.row.session ?? null,
      more_decisions: rival === undefined ? null : decisionsMore(each.scored, rival.scored),
    };
  });
  const crowd = crowdOfSessions(looked.map(({ scored }) => scored));
  const equityOf = ({ equity }: Row): number => equity ?? -Infinity;
  return {
    reference: reference?.row.session ?? null,
    sessions: sessions.sort((a, b) => equityOf(b) - equityOf(a) || byName(a, b)),
    crowd:
      crowd === null
        ? null
        : { members: [...crowd.members], brier: reference === null ? null : brierOf(crowd.scored, reference.scored) },
  };
}

async function lookAt(userDataDir: string, session: string, cwd: string, known: LookedSessions): Promise<Looked> {
  const { folder, document } = await findSession(userDataDir, session);
  const file = join(folder, JOURNAL_FILE);
  const stat = statSync(file, { throwIfNoEntry: false });
  // A session that was begun anew under its name has another beginning.
  const stamp = `${document.created_at} ${stat?.size} ${stat?.mtimeMs}`;
  const before = known.get(session);
  if (before?.stamp === stamp) return before.looked;
  const { records } = await lookAtJournal(file);
  const { strategy, params, opinions, execution } = document.spec;
  const { moments, equity, fills } = sessionTotals(records);
  const decisionBars = opinions === null ? null : (await findChosenStrategy(strategy, { ...params }, cwd)).decisionBars;
  const { outcomes, scored } = scoredOpinions(records, document.interval_ms, decisionBars ?? 1);
  const looked: Looked = {
    row: {
      session,
      mode: sessionModeOf(document),
      strategy,
      model: opinions?.model ?? null,
      prompt: opinions?.settings['llm.prompt'] ?? null,
      moments,
      equity,
      total_return: equity === null ? null : equity / execution.initial_equity - 1,
      fills,
      decisions: outcomes.length,
      failed: outcomes.filter(({ assessment }) => assessment === null).length,
      cost_usd: knownSum(outcomes.map(({ usage }) => (usage === null ? 0 : (usage.cost_usd as number | null)))),
    },
    scored,
  };
  known.set(session, { stamp, looked });
  return looked;
}

/** Pairs of the decisions that both have, in order of time. */
function common(
  a: Scored,
  b: Scored,
): { readonly own: Float64Array; readonly other: Float64Array; readonly outcomes: Float64Array } {
  const both = [...a].flatMap(([time, own]) => {
    const other = b.get(time);
    return other?.maturesAt === own.maturesAt ? [{ own, other }] : [];
  });
  return {
    own: Float64Array.from(both, ({ own }) => own.probBull),
    other: Float64Array.from(both, ({ other }) => other.probBull),
    outcomes: Float64Array.from(both, ({ own }) => own.outcome),
  };
}

function brierOf(a: Scored, climatology: Scored): Row['brier'] {
  const { own, other, outcomes } = common(a, climatology);
  if (own.length === 0) return null;
  // A session decides once a horizon: windows do not overlap.
  const { score, skill, skill_interval } = compareScores(brierLosses, own, other, outcomes, {
    overlap: 1,
    level: LEVEL,
  });
  const interval = skill_interval === null ? null : { low: skill_interval.low, high: skill_interval.high };
  return { decisions: own.length, score, skill, skill_interval: interval };
}

/**
 * Decisions beyond those that there are until a difference in Brier score as large as the one so far is found by a two-sided test at
 * 5 % with a probability of 80 %: its standard error falls with the root of their number. Null where the two never differ, or there
 * are too few to say how far their differences scatter.
 */
export function decisionsMore(a: Scored, b: Scored): number | null {
  const { own, other, outcomes } = common(a, b);
  const theirs = brierLosses(other, outcomes);
  const differences = brierLosses(own, outcomes).map((loss, i) => loss - theirs[i]!);
  const test = dieboldMariano(differences, 1);
  const difference = differences.length === 0 ? 0 : Math.abs(mean(differences));
  if (test === null || difference === 0) return null;
  const n = differences.length;
  const needed = n * (minimumDetectable(test.standardError) / difference) ** 2;
  return Math.max(0, Math.ceil(needed - n));
}
