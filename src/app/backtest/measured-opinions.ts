import { fieldSetKey } from '../../core/market-snapshot/index.js';
import { visiblePoints, type AskedRegimes, type RegimeBounds } from '../../engine/regime-series/index.js';
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
import type { Runtime } from '../runtime/runtime.js';
import type { RegimeConfiguration } from './configuration.js';
import type { RegimeSetup } from './make-regime.js';
import type { Market } from '../inputs/market.js';
import type { OpenRunModel } from './open-run-model.js';
import type { BacktestRequest } from './prepare-run.js';
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
export async function measuredOpinions(
  ask: (more: Pick<RegimeSetup, 'bounds' | 'onSnapshot'>) => Promise<AskedRegimes>,
  opened: OpenRunModel,
  setup: RegimeSetup,
  request: BacktestRequest,
  market: Market,
  runtime: Runtime,
): Promise<MeasuredOpinions> {
  const { calibrate, earned, modelDates } = request;
  if (calibrate === undefined && earned === undefined) return { regimes: await ask({}), measured: {} };
  const { bars: runBars } = market.data[0]!;
  const horizonMs = setup.decisionBars * runBars.intervalMs;
  const bars = labelBars(market.history, horizonMs);
  assertScorable(bars, horizonMs);
  const fields = new Map<number, string>();
  // What asking has to know: that something will bound the answers. By what is known only afterwards.
  const placeholder: RegimeBounds = {
    ...(calibrate === undefined ? {} : { recalibrate: (assessment) => assessment }),
    ...(earned === undefined ? {} : { earned: 0 }),
  };
  const onSnapshot: RegimeSetup['onSnapshot'] = (at, snapshot) => fields.set(at, fieldSetKey(snapshot));
  const asked = await ask({ bounds: placeholder, onSnapshot });

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
            at: walkForwardEarned(run, { from: (await headlineOf(opened, asked, request, runtime)).from }, read),
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
            symbol: runBars.symbol,
            horizonHours: horizonMs / HOUR,
          });
  const bounds: RegimeBounds = {
    ...(calibrate === undefined ? {} : { recalibrate: read }),
    ...(shares === null ? {} : { earned: shares.at }),
  };
  const { onFailure, newsCap } = setup;
  const points = visiblePoints(asked.outcomes, {
    onFailure,
    horizonMs,
    bounds,
    ...(newsCap === undefined ? {} : { newsCap }),
  });
  const times = asked.outcomes.map(({ decidedAt }) => decidedAt);
  return {
    regimes: { ...asked, points },
    measured: {
      ...(calibrate === undefined ? {} : { calibrate }),
      ...(shares === null
        ? {}
        : {
            earned: {
              ...earnedRecord(shares, times),
              ...(modelDates === undefined ? {} : { model_dates: modelDates }),
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
  request: Pick<BacktestRequest, 'modelDates' | 'cwd'>,
  runtime: Runtime,
): Promise<HeadlineStart> {
  if (choice.kind === 'baseline') return headlineOfBaseline(model.id, undefined);
  const folder = promptsFolder(runtime);
  const now = isoTime(runtime.clock.now());
  const words =
    prompt === null
      ? null
      : await datedWords((await loadPrompt(runtime.config.llm.prompt, folder)).prompt, folder, now);
  return headlineOfAnswers(model.id, outcomes, {
    dates: await readModelDates(request.modelDates, request.cwd),
    promptCreatedAt: words === null ? null : Date.parse(words.writtenOn) + DAY,
    promptFirstSeenOn: words?.firstSeenOn ?? null,
    ...(members === null ? {} : { members }),
  });
}
