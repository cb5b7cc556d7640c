import { join } from 'node:path';
import { z } from 'zod';
import type { BarSeries } from '../../core/bars.js';
import { InputError, messageOf } from '../../core/errors.js';
import { fieldSetOf, type MarketSnapshot } from '../../core/market-snapshot/index.js';
import type { ModelIdentity } from '../../core/ports/regime-model.js';
import { climatology } from '../../evaluation/baselines/climatology.js';
import type { MeasuredOf } from '../../evaluation/earned/earned-size.js';
import { brierDifference, type BoundedValue } from '../../evaluation/forward-test/brier-difference.js';
import { withoutOverlap } from '../../evaluation/forward-test/without-overlap.js';
import { labelDecision } from '../../evaluation/label.js';
import { MaturedHistory } from '../../evaluation/matured-history.js';
import { gridTimes } from '../decisions/decision-book.js';
import { storedHours } from '../models/stored-training.js';
import type { Runtime } from '../runtime/runtime.js';
import { HOUR } from '../../core/time.js';
import { appendJsonLine, readJsonLines, type JsonLine } from '../../infra/store/files/json-lines.js';

/** One live decision, as much of it as scoring it later takes. */
const liveDecisionSchema = z.object({
  /** UTC ms. */
  decided_at: z.int().nonnegative(),
  /** As the model gave it. */
  prob_bull: z.number().min(0).max(1),
  /** What climatology said then, by the stored bars; null where there were none. */
  climatology: z.number().min(0).max(1).nullable(),
  model: z.object({
    id: z.string().min(1),
    kind: z.enum(['llm', 'baseline', 'ensemble']),
    version: z.string().nullable(),
  }),
  /** `regime-1@05a70699f642`; null for a model that reads none. */
  prompt: z.string().nullable(),
  fields: z.array(z.string()),
  symbol: z.string().min(1),
  horizon_hours: z.number().positive(),
});
export type LiveDecision = z.infer<typeof liveDecisionSchema>;

/** `user_data/decisions/decisions.jsonl`, one decision a line. */
export const decisionsPath = (userDataDir: string): string => join(userDataDir, 'decisions', 'decisions.jsonl');

/**
 * Keeps a live decision, on disk when it resolves.
 * @param probBull as the model gave it, before anything read it otherwise
 */
export async function recordDecision(
  runtime: Pick<Runtime, 'config'>,
  snapshot: MarketSnapshot,
  model: ModelIdentity,
  probBull: number,
): Promise<void> {
  const { timestamp_utc, base_asset: symbol, horizon_hours } = snapshot;
  const decided_at = Date.parse(timestamp_utc);
  const bars = await storedHours(runtime, symbol, decided_at);
  const decision: LiveDecision = {
    decided_at,
    prob_bull: probBull,
    climatology: bars === null ? null : climatologyOf(bars, horizon_hours * HOUR)(decided_at),
    model: { id: model.id, kind: model.kind, version: model.version },
    prompt: model.prompt ?? null,
    fields: fieldSetOf(snapshot),
    symbol,
    horizon_hours,
  };
  await appendJsonLine(decisionsPath(runtime.config.userDataDir), decision);
}

/** Every decision that was kept, in the order of time; a line that a crash cut short is left out. */
export async function readDecisions({ config }: Pick<Runtime, 'config'>): Promise<LiveDecision[]> {
  const path = decisionsPath(config.userDataDir);
  let lines: JsonLine[];
  try {
    lines = await readJsonLines(path);
  } catch (error) {
    throw new InputError('decisions.file', `${path} cannot be read: ${messageOf(error)}.`, { where: path });
  }
  const decisions = lines.map(({ number, value }): LiveDecision => {
    const parsed = liveDecisionSchema.safeParse(value);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0]!;
    const where = `${path}:${number}`;
    throw new InputError('decisions.line', `${where} is not a decision, ${issue.path.join('.')}: ${issue.message}.`, {
      where,
      remedy: 'restore the file, or remove the line',
    });
  });
  return decisions.sort((a, b) => a.decided_at - b.decided_at);
}

/** Share of bull at each moment among the decisions that had matured, on the grid that baselines learn from. */
export function climatologyOf(bars: BarSeries, horizonMs: number): (time: number) => number {
  const history = new MaturedHistory(
    gridTimes(bars, horizonMs).flatMap((decidedAt) => {
      const label = labelDecision(bars, decidedAt, horizonMs);
      return label.scored ? [{ decidedAt, maturesAt: decidedAt + horizonMs, label }] : [];
    }),
  );
  return (time) => climatology(history, time);
}

/** How live decisions fared, as far as the stored bars say. */
export interface LiveScores {
  /** Brier differences to climatology, in order of time, windows not overlapping. */
  readonly differences: readonly BoundedValue[];
  /** Decisions whose window has closed, but which the stored bars do not score. */
  readonly unscored: number;
}

/**
 * Scores the live decisions of what is asked about from a moment on.
 * @param since when the evidence ended, UTC ms
 * @param now UTC ms; later outcomes are not looked at
 */
export async function liveScores(
  runtime: Pick<Runtime, 'config'>,
  asked: MeasuredOf,
  since: number,
  now: number,
): Promise<LiveScores> {
  const horizonMs = asked.horizon_hours * HOUR;
  const own = (await readDecisions(runtime))
    .filter((decision) => decision.decided_at >= since && isAbout(decision, asked))
    .map((decision) => ({
      ...decision,
      decidedAt: decision.decided_at,
      maturesAt: decision.decided_at + horizonMs,
    }))
    .filter(({ maturesAt }) => maturesAt <= now);
  if (own.length === 0) return { differences: [], unscored: 0 };
  const bars = await storedHours(runtime, asked.symbol, now);
  if (bars === null) return { differences: [], unscored: own.length };
  const climatologyAt = climatologyOf(bars, horizonMs);
  const scored = own.flatMap((decision) => {
    const label = labelDecision(bars, decision.decidedAt, horizonMs);
    return label.scored ? [{ ...decision, label }] : [];
  });
  const differences = withoutOverlap(scored).map(({ prob_bull, climatology: then, decidedAt, label }) =>
    brierDifference(prob_bull, then ?? climatologyAt(decidedAt), label.outcome),
  );
  return { differences, unscored: own.length - scored.length };
}

function isAbout({ model, prompt, fields, symbol, horizon_hours }: LiveDecision, asked: MeasuredOf): boolean {
  const name = asked.prompt === null ? null : `${asked.prompt.id}@${asked.prompt.sha256}`;
  return (
    model.id === asked.model.id &&
    model.version === asked.model.version &&
    prompt === name &&
    symbol === asked.symbol &&
    horizon_hours === asked.horizon_hours &&
    [...fields].sort().join(',') === [...asked.fields].sort().join(',')
  );
}
