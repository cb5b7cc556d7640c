import type { CycleDocument } from '../../contract/cycle.js';
import type { RegimeAssessment } from '../../core/regime/schema.js';
import { answererLine } from './answerer.js';
import { labelColour, regimeGauge } from './gauge.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { decimals, fraction, probability } from '../shared/numbers.js';
import { recommendationOf } from './recommendation.js';
import { scoreBars } from './scores.js';
import { snapshotTitle } from './snapshot.js';
import { missingFields, newsList, shortMarketSummary } from './snapshot-summary.js';
import type { TerminalStyle } from './style.js';
import { warningList } from './remarks.js';
import { renderTable } from './table.js';

const LABELS = { bull: 'BULLISH', bear: 'BEARISH', neutral: 'NEUTRAL' } as const;

/** `71 % bull, 29 % bear`. */
export const probabilities = (
  { prob_bull: bull, prob_bear: bear }: Pick<RegimeAssessment, 'prob_bull' | 'prob_bear'>,
  { say }: TerminalStyle,
): string => say('{bull} bull, {bear} bear', { bull: probability(bull), bear: probability(bear) });

export const confidence = (
  { confidence_level: level }: Pick<RegimeAssessment, 'confidence_level'>,
  { say }: TerminalStyle,
): string => say('{level} confidence', { level: say(level) });

function verdict(regime: RegimeAssessment, style: TerminalStyle): string {
  const { paint, say } = style;
  const label = labelColour(regime.regime_label, paint)(paint.bold(say(LABELS[regime.regime_label])));
  const { dot } = marksOf(style);
  return [label, probabilities(regime, style), confidence(regime, style)].join(dot);
}

function sizes(view: CycleDocument, style: TerminalStyle): string {
  const { say } = style;
  const right = 'right' as const;
  const columns = [
    { title: say('side') },
    { title: say('base size'), align: right },
    { title: say('multiplier k'), align: right },
    { title: say('position'), align: right },
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
      row(say('long'), view.base_long, view.k_long, view.pos_long),
      row(say('short'), view.base_short, view.k_short, view.pos_short),
    ],
    style,
  );
  const title = `${heading(say('Sizes'), style)} ${style.paint.dim(say('(of equity; k is at most {k})', { k: decimals(view.k_max, 2) }))}`;
  return `${title}\n${table}`;
}

function why(regime: RegimeAssessment, kind: CycleDocument['model']['kind'], style: TerminalStyle): string {
  const { bullet } = marksOf(style);
  const { reasoning_short, factors_summary, scores } = regime;
  // A rule of ours gives its reasons in known sentences; what a model wrote stays as it is.
  const told = (text: string): string => untrusted(kind === 'baseline' ? style.asTyped(style.finding(text)) : text);
  return [
    heading(style.say('Why'), style),
    ...(reasoning_short === '' ? [] : [paragraph(told(reasoning_short), style, '  ')]),
    ...factors_summary.map((factor) => paragraph(told(factor), style, `  ${bullet} `)),
    '',
    scoreBars(scores, style),
  ].join('\n');
}

/** What was measured of whoever answered, and what it left of the opinion. */
function measuredLines({ earned, calibration }: CycleDocument, style: TerminalStyle): string | null {
  const { say } = style;
  const lines: string[] = [];
  if (calibration !== null) {
    const { kind, evaluation, prob_bull } = calibration;
    lines.push(
      say('Recalibrated ({kind}, evaluation {evaluation}); the model said {bull} bull.', {
        kind,
        evaluation,
        bull: probability(prob_bull),
      }),
    );
  }
  if (earned !== null) {
    const { share, evaluation, age, alarms, live_decisions: live } = earned;
    const from = evaluation === null ? say('nothing was measured') : say('evaluation {evaluation}', { evaluation });
    const lost = [
      ...(age !== null && age < 1 ? [say('its age leaves {percent} %', { percent: decimals(age * 100, 0) })] : []),
      ...(alarms > 0
        ? [
            alarms === 1
              ? say('live scores fell below it once')
              : say('live scores fell below it {alarms} {alarms:time|times}', { alarms }),
          ]
        : []),
      ...(live > 0 ? [say('{live} live {live:decision|decisions} since', { live })] : []),
    ];
    lines.push(
      say('Earned {share} of the distance from 1 ({why}).', {
        share: decimals(share, 2),
        why: [from, ...lost].join('; '),
      }),
    );
  }
  return lines.length === 0 ? null : lines.map((line) => paragraph(line, style)).join('\n');
}

/** Of an opinion that has earned nothing, its direction is not traded either: no side is favoured. */
function tradedPart(view: CycleDocument): CycleDocument {
  const { llm_output: regime, earned } = view;
  if (regime === null || earned?.share !== 0) return view;
  return { ...view, llm_output: { ...regime, regime_label: 'neutral' } };
}

/** The whole answer to "what is the regime and how much should I hold?", the answer first. */
export function renderCycle(view: CycleDocument, style: TerminalStyle): string {
  const { paint } = style;
  const { arrow } = marksOf(style);
  const regime = view.llm_output;
  const traded = tradedPart(view);
  const recommendation = paragraph(recommendationOf(traded, view.snapshot, style.say), style, `${arrow} `);
  return sections([
    snapshotTitle(view.snapshot, style),
    regime === null ? null : `${verdict(regime, style)}\n\n${regimeGauge(regime.prob_bull, style)}`,
    paint.bold(recommendation),
    answererLine(view.model, view.usage, regime !== null, style),
    measuredLines(view, style),
    warningList(view.warnings, style),
    sizes(view, style),
    regime === null ? null : why(regime, view.model.kind, style),
    shortMarketSummary(view.snapshot, style),
    newsList(view.snapshot, style, 4),
    missingFields(view.snapshot, style),
  ]);
}
