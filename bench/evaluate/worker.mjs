/**
 * One measurement in a process of its own: `node worker.mjs SRC CASE DECISIONS` prints one line of JSON. Evaluates a recorded
 * forecaster and all that is said of it: scores, comparison with two baselines, the report on memory and, but for the case
 * `scored`, the three recalibrations. Answers and outcomes are drawn, since what they are does not change how long it takes.
 */
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const [src, name, count] = process.argv.slice(2);
const load = (module) => import(pathToFileURL(`${src}/${module}.js`).href);
const { seededRandom } = await load('core/ports/random');
const { evaluateForecaster, forecastMap } = await load('evaluation/evaluate/evaluate-forecaster');
const { contaminationReport } = await load('evaluation/contamination/report');

const HOUR = 3_600_000;
const STEP = 4 * HOUR;
const HORIZON = 24 * HOUR;
const START = Date.UTC(2019, 0, 1);
const n = Number(count);
const random = seededRandom(1);
const FIELDS = Array.from({ length: 30 }, (_, i) => `market.field_${i}`);

const decisions = Array.from({ length: n }, (_, i) => {
  const move = random.next() - 0.5;
  return {
    decidedAt: START + i * STEP,
    maturesAt: START + i * STEP + HORIZON,
    fields: FIELDS,
    volatility: random.next(),
    label: { scored: true, outcome: move > 0 ? 1 : 0, horizonReturn: move / 10, shareAbove: 0.5 + move },
  };
});
/** Probabilities in hundredths for a model, which says no more, and of every size for a baseline. */
const assessments = (round) =>
  Array.from({ length: n }, () => {
    const drawn = 0.2 + 0.6 * random.next();
    const p = round ? Math.round(drawn * 100) / 100 : drawn;
    const scores = Object.fromEntries(
      ['global', 'btc', 'altcoin'].map((name) => [`${name}_sentiment`, Math.round(random.next() * 20) / 10 - 1]),
    );
    return {
      horizon_hours: 24,
      base_asset: 'BTCUSDT',
      prob_bull: p,
      prob_bear: 1 - p,
      regime_label: 'neutral',
      confidence_level: p > 0.5 ? 'high' : 'low',
      scores: {
        ...scores,
        onchain_pressure: null,
        liquidity_risk: random.next(),
        news_risk: random.next(),
        trend_strength: 0.5,
      },
      factors_summary: [],
      reasoning_short: '',
      timestamp_utc: null,
    };
  });
const headlineStart = { from: START + Math.floor(n / 10) * STEP, because: 'the model was released then', parts: [] };
const answersOf = (round) => ({
  id: 'bench/model',
  kind: 'llm',
  version: null,
  prompt: null,
  assessments: assessments(round),
  failures: Array.from({ length: n }, () => null),
  calls: n,
  costUsd: 1,
  headline: headlineStart,
});
const climatology = forecastMap(decisions, { assessments: assessments(false) });
const momentum = forecastMap(decisions, { assessments: assessments(false) });

function measure() {
  const answers = answersOf(name !== 'continuous');
  const cpu = process.cpuUsage();
  const wall = performance.now();
  const contamination = contaminationReport(
    {
      model: answers.id,
      headline: headlineStart,
      forecasts: [...forecastMap(decisions, answers).values()],
      cutoff: headlineStart.from,
    },
    { random: seededRandom(2), overlap: HORIZON / STEP },
  );
  const evaluation = evaluateForecaster(
    answers,
    {
      decisions,
      horizonMs: HORIZON,
      stepMs: STEP,
      climatology,
      baselines: [
        { id: 'climatology', forecasts: climatology },
        { id: 'momentum', forecasts: momentum },
      ],
      random: seededRandom(3),
      recalibrate: name !== 'scored',
    },
    { contamination, attribution: null },
  );
  const { user, system } = process.cpuUsage(cpu);
  const { headline, earlier, excluded } = evaluation;
  const counted =
    headline.scores.sample.n + earlier.scores.sample.n + excluded.reduce((sum, reason) => sum + reason.n, 0);
  return { cpu_ms: (user + system) / 1_000, wall_ms: performance.now() - wall, counted };
}

// Warm: a first evaluation in a process also pays for compiling, which is not a cost of a decision.
measure();
console.log(JSON.stringify(measure()));
