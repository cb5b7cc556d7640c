import type { RegimeConfiguration } from '../../contract/run-configuration.js';
import { buildMarketSnapshot, fieldSetKey, type MarketSnapshot } from '../../core/market-snapshot/index.js';
import { given } from '../../core/given.js';
import { askRegimes, visiblePoints, type AskedRegimes, type RegimeBounds } from '../../engine/regime-series/index.js';
import { climatology } from '../../evaluation/baselines/climatology.js';
import type { HeadlineStart } from '../../evaluation/contamination/headline-start.js';
import { labelDecision } from '../../evaluation/label.js';
import { MaturedHistory } from '../../evaluation/matured-history.js';
import { evaluationShares } from '../earned/evaluation-shares.js';
import { readBy, walkForwardEarned, runRecalibration, type MeasuredRun } from '../earned/run-bounds.js';
import { WALK_FORWARD } from '../earned/choices.js';
import { assertScorable, gridTimes } from '../decisions/decision-book.js';
import { headlineOfAnswers, headlineOfBaseline, readModelDates } from '../models/headline.js';
import { labelBars } from '../models/training.js';
import { datedWords } from '../prompts/dated-words.js';
import { loadPrompt, promptsFolder } from '../prompts/load-prompt.js';
import type { OpenRunModel } from './open-run-model.js';
import type { PreparedRun } from './prepare-run.js';
import { regimeRequest } from './regime-request.js';
import { DAY, HOUR, isoTime } from '../../core/time.js';

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
  const { market, runtime, spec } = prepared;
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
  const shares =
    earned === undefined
      ? null
      : earned === WALK_FORWARD
        ? {
            rule: WALK_FORWARD,
            sha256: null,
            at: walkForwardEarned(run, { from: (await headlineOf(opened, asked, prepared)).from }, read),
          }
        : await evaluationShares(runtime, earned, {
            outcomes: asked.outcomes,
            fieldsAt: (decidedAt) =>
              run
                .fieldsAt(decidedAt)
                .split(',')
                .filter((field) => field !== ''),
            model: opened.model,
            prompt: opened.prompt,
            symbol: baseAsset,
            horizonHours: horizonMs / HOUR,
          });
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

/** From when on the decisions of the run count as out of sample. */
async function headlineOf(
  { choice, model, members, prompt }: OpenRunModel,
  { outcomes }: AskedRegimes,
  { spec, controls, runtime }: PreparedRun,
): Promise<HeadlineStart> {
  if (choice.kind === 'baseline') return headlineOfBaseline(model.id, undefined);
  const folder = promptsFolder(runtime);
  const now = isoTime(runtime.clock.now());
  const words =
    prompt === null
      ? null
      : await datedWords((await loadPrompt(runtime.config.llm.prompt, folder)).prompt, folder, now);
  return headlineOfAnswers(model.id, outcomes, {
    dates: await readModelDates(spec.opinions?.model_dates, controls.cwd),
    promptCreatedAt: words === null ? null : Date.parse(words.writtenOn) + DAY,
    promptFirstSeenOn: words?.firstSeenOn ?? null,
    members: members ?? undefined,
  });
}
