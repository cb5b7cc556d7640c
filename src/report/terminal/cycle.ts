import type { MarketSnapshot } from '../../core/market-snapshot/schema.js';
import type { ModelIdentity, ModelUsage } from '../../core/ports/regime-model.js';
import type { RegimeAssessment } from '../../core/regime/schema.js';
import { answererLine } from './answerer.js';
import { labelColour, regimeGauge } from './gauge.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { decimals, fraction, probability } from '../shared/numbers.js';
import { recommendationOf, type SizedRegime } from './recommendation.js';
import { scoreBars } from './scores.js';
import { snapshotTitle } from './snapshot.js';
import { missingFields, newsList, shortMarketSummary } from './snapshot-summary.js';
import type { TerminalStyle } from './style.js';
import { warningList } from './remarks.js';
import { renderTable } from './table.js';

/** What the report of a cycle shows. */
export interface CycleView extends SizedRegime {
  readonly snapshot: MarketSnapshot;
  readonly model: ModelIdentity;
  readonly usage: ModelUsage | null;
  readonly warnings: readonly string[];
  readonly base_long: number;
  readonly base_short: number;
  readonly k_max: number;
  /** Absent or null: opinions are traded whole. */
  readonly earned?: EarnedView | null;
  /** Absent or null: probabilities are as they were given. */
  readonly calibration?: CalibrationView | null;
}

/** How much of an opinion has been earned, by what. */
export interface EarnedView {
  readonly evaluation: string | null;
  readonly share: number;
  readonly age: number | null;
  readonly alarms: number;
  readonly live_decisions: number;
}

/** What a recalibration was made of. */
export interface CalibrationView {
  readonly evaluation: string;
  readonly kind: string;
  readonly prob_bull: number;
}

const LABELS = { bull: 'BULLISH', bear: 'BEARISH', neutral: 'NEUTRAL' } as const;

function verdict(regime: RegimeAssessment, style: TerminalStyle): string {
  const { paint } = style;
  const label = labelColour(regime.regime_label, paint)(paint.bold(LABELS[regime.regime_label]));
  const { dot } = marksOf(style);
  return `${label}${dot}${probability(regime.prob_bull)} bull, ${probability(regime.prob_bear)} bear${dot}${regime.confidence_level} confidence`;
}

function sizes(view: CycleView, style: TerminalStyle): string {
  const right = 'right' as const;
  const columns = [
    { title: 'side' },
    { title: 'base size', align: right },
    { title: 'multiplier k', align: right },
    { title: 'position', align: right },
  ];
  const row = (side: string, base: number, k: number, position: number): string[] => [
    side,
    fraction(base),
    decimals(k, 3),
    style.paint.bold(fraction(position)),
  ];
  const table = renderTable(
    columns,
    [
      row('long', view.base_long, view.k_long, view.pos_long),
      row('short', view.base_short, view.k_short, view.pos_short),
    ],
    style,
  );
  const title = `${heading('Sizes', style)} ${style.paint.dim(`(of equity; k is at most ${decimals(view.k_max, 2)})`)}`;
  return `${title}\n${table}`;
}

function why(regime: RegimeAssessment, style: TerminalStyle): string {
  const { bullet } = marksOf(style);
  const { reasoning_short, factors_summary, scores } = regime;
  return [
    heading('Why', style),
    ...(reasoning_short === '' ? [] : [paragraph(untrusted(reasoning_short), style, '  ')]),
    ...factors_summary.map((factor) => paragraph(untrusted(factor), style, `  ${bullet} `)),
    '',
    scoreBars(scores, style),
  ].join('\n');
}

/** What was measured of whoever answered, and what it left of the opinion. */
function measuredLines({ earned, calibration }: CycleView, style: TerminalStyle): string | null {
  const lines: string[] = [];
  if (calibration !== undefined && calibration !== null) {
    const { kind, evaluation, prob_bull } = calibration;
    lines.push(`Recalibrated (${kind}, evaluation ${evaluation}); the model said ${probability(prob_bull)} bull.`);
  }
  if (earned !== undefined && earned !== null) {
    const { share, evaluation, age, alarms, live_decisions: live } = earned;
    const from = evaluation === null ? 'nothing was measured' : `evaluation ${evaluation}`;
    const lost = [
      ...(age !== null && age < 1 ? [`its age leaves ${decimals(age * 100, 0)} %`] : []),
      ...(alarms > 0 ? [`live scores fell below it ${alarms === 1 ? 'once' : `${alarms} times`}`] : []),
      ...(live > 0 ? [`${live} live ${live === 1 ? 'decision' : 'decisions'} since`] : []),
    ];
    lines.push(`Earned ${decimals(share, 2)} of the distance from 1 (${[from, ...lost].join('; ')}).`);
  }
  return lines.length === 0 ? null : lines.map((line) => paragraph(line, style)).join('\n');
}

/** Of an opinion that has earned nothing, its direction is not traded either: no side is favoured. */
function tradedPart(view: CycleView): CycleView {
  const { llm_output: regime, earned } = view;
  if (regime === null || earned?.share !== 0) return view;
  return { ...view, llm_output: { ...regime, regime_label: 'neutral' } };
}

/** The whole answer to "what is the regime and how much should I hold?", the answer first. */
export function renderCycle(view: CycleView, style: TerminalStyle): string {
  const { paint } = style;
  const { arrow } = marksOf(style);
  const regime = view.llm_output;
  const traded = tradedPart(view);
  const recommendation = paragraph(recommendationOf(traded, view.snapshot), style, `${arrow} `);
  return sections([
    snapshotTitle(view.snapshot, style),
    regime === null ? null : `${verdict(regime, style)}\n\n${regimeGauge(regime.prob_bull, style)}`,
    paint.bold(recommendation),
    answererLine(view.model, view.usage, regime !== null, style),
    measuredLines(view, style),
    warningList(view.warnings, style),
    sizes(view, style),
    regime === null ? null : why(regime, style),
    shortMarketSummary(view.snapshot, style),
    newsList(view.snapshot, style, 4),
    missingFields(view.snapshot, style),
  ]);
}
