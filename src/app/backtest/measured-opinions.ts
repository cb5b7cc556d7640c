import type { RegimeConfiguration } from '../../contract/run-configuration.js';
import { buildMarketSnapshot, fieldSetKey, type MarketSnapshot } from '../../core/market-snapshot/index.js';
import { given } from '../../core/given.js';
import { askRegimes, visiblePoints, type AskedRegimes, type RegimeBounds } from '../../engine/regime-series/index.js';
import { climatology } from '../../evaluation/baselines/climatology.js';
import { labelDecision } from '../../evaluation/label.js';
import { MaturedHistory } from '../../evaluation/matured-history.js';
import { evaluationShares } from '../earned/evaluation-shares.js';
import { readBy, walkForwardEarned, runRecalibration, type MeasuredRun } from '../earned/run-bounds.js';
import { WALK_FORWARD } from '../earned/choices.js';
import { assertScorable, gridTimes } from '../decisions/decision-book.js';
import { labelBars } from '../models/training.js';
import type { OpenRunModel } from './open-run-model.js';
import type { PreparedRun } from './prepare-run.js';
import { regimeRequest } from './regime-request.js';
import { runHeadline } from './run-headline.js';
import { HOUR } from '../../core/time.js';

/** The opinions of a run as they may be traded, and what was made of them for the record. */
export interface MeasuredOpinions {
  readonly regimes: AskedRegimes;
  readonly measured: Pick<RegimeConfiguration, 'calibrate' | 'earned'>;
}

/**
 * Asks, and shows the answers as far as measured skill allows: recalibrated, and with the share that they have earned. Nothing is
 * asked again, since bounds do not change a question.
 */
export async function measuredOpinions(opened: OpenRunModel, prepared: PreparedRun): Promise<MeasuredOpinions> {
  const { market, spec } = prepared;
  const request = regimeRequest(opened.model, prepared);
  const { calibrate, earned, model_dates: modelDates } = spec.opinions ?? {};
  if (calibrate === undefined && earned === undefined) return { regimes: await askRegimes(request), measured: {} };
  const { horizonMs, baseAsset } = request;
  const bars = labelBars(market.history, horizonMs);
  assertScorable(bars, horizonMs);
  const fields = new Map<number, string>();
  // What asking has to know: that something will bound the answers. By what is known only afterwards.
  const placeholder: RegimeBounds = {
    recalibrate: calibrate === undefined ? undefined : (assessment) => assessment,
    earned: earned === undefined ? undefined : 0,
  };
  const snapshotAt = (asOf: number): MarketSnapshot => {
    const snapshot = buildMarketSnapshot(request.observations, { asOf, baseAsset, horizonHours: horizonMs / HOUR });
    fields.set(asOf, fieldSetKey(snapshot));
    return snapshot;
  };
  const asked = await askRegimes({ ...request, bounds: placeholder, snapshotAt });

  const labels = new MaturedHistory(
    gridTimes(bars, horizonMs).flatMap((decidedAt) => {
      const label = labelDecision(bars, decidedAt, horizonMs);
      return label.scored ? [{ decidedAt, maturesAt: decidedAt + horizonMs, label }] : [];
    }),
  );
  const run: MeasuredRun = {
    outcomes: asked.outcomes,
    fieldsAt: (decidedAt) => fields.get(decidedAt) ?? '',
    labelAt: (decidedAt) => labelDecision(bars, decidedAt, horizonMs),
    climatologyAt: (time) => climatology(labels, time),
    horizonMs,
  };
  const recalibrationAt = calibrate === undefined ? null : runRecalibration(run, calibrate);
  const read = readBy(recalibrationAt);
  const shares = earned === undefined ? null : await sharesOf(earned, run, { opened, prepared, read });
  const bounds: RegimeBounds = {
    recalibrate: calibrate === undefined ? undefined : read,
    earned: shares?.at,
  };
  const points = visiblePoints(asked.outcomes, { ...request, bounds });
  const times = asked.outcomes.map(({ decidedAt }) => decidedAt);
  return {
    regimes: { ...asked, points },
    measured: {
      ...given({ calibrate }),
      ...(shares === null
        ? {}
        : {
            earned: {
              ...earnedRecord(shares, times),
              ...given({ model_dates: modelDates }),
            },
          }),
    },
  };
}

interface Shares {
  readonly rule: string;
  readonly sha256: string | null;
  readonly at: (decidedAt: number) => number;
}

function earnedRecord(
  { rule, sha256, at }: Shares,
  times: readonly number[],
): NonNullable<RegimeConfiguration['earned']> {
  const all = times.map((decided_at) => ({ decided_at, share: at(decided_at) }));
  const sum = all.reduce((total, { share }) => total + share, 0);
  return {
    rule,
    sha256,
    mean_share: all.length === 0 ? 0 : sum / all.length,
    shares: all.filter(({ share }, i) => i === 0 || share !== all[i - 1]!.share),
  };
}

/** A moment that is not a decision of the run is the end of a failure that held: nobody has an opinion there. */
async function sharesOf(
  earned: string,
  run: MeasuredRun,
  { opened, prepared, read }: { opened: OpenRunModel; prepared: PreparedRun; read: ReturnType<typeof readBy> },
): Promise<Shares> {
  if (earned === WALK_FORWARD) {
    const headline = await runHeadline(opened, prepared);
    const at = walkForwardEarned(run, { from: (moment) => headline(run.outcomes, moment) }, read);
    return { rule: WALK_FORWARD, sha256: null, at: (decidedAt) => at(decidedAt).share };
  }
  const { horizonMs } = run;
  const asked = { model: opened.model, prompt: opened.prompt, symbol: prepared.market.data[0]!.bars.symbol, horizonMs };
  const { of, ...source } = await evaluationShares(prepared.runtime, earned, asked);
  const byDecision = new Map(run.outcomes.map((outcome) => [outcome.decidedAt, of(run, outcome).share]));
  return { ...source, at: (decidedAt) => byDecision.get(decidedAt) ?? 0 };
}
