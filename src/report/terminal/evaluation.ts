import type { Evaluation, ForecasterEvaluation, Verdict } from '../../evaluation/evaluate/schema.js';
import { warningList, reasonText } from './remarks.js';
import { findings } from './evaluation-findings.js';
import { evaluationTable, reliabilityTable, periodText } from './evaluation-table.js';
import { heading, paragraph, sections, truncate, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { plainAdvice } from '../shared/advice.js';
import type { TerminalStyle } from './style.js';
import { dayOf } from '../../core/time.js';

/** Reliability is printed for so many forecasters: the report holds all. */
const MOST_RELIABILITIES = 2;
/** Reasons that are named; the rest is counted. */
const NAMED_REASONS = 3;

function title(evaluation: Evaluation, style: TerminalStyle): string {
  const { dot, dash } = marksOf(style);
  const { say } = style;
  const { symbol, horizon_hours: horizon, step_hours: step, from_utc: from, to_utc: to, decisions } = evaluation;
  const span = `${dayOf(from)} ${dash} ${dayOf(to)}`;
  const parts = [
    say('the next {hours} h', { hours: String(horizon) }),
    span,
    say('{n} {n:decision|decisions}, one every {hours} h', { n: decisions.n, hours: String(step) }),
  ];
  return paragraph([style.paint.bold(untrusted(symbol)), ...parts].join(dot), style);
}

const colourOf = (kind: Verdict['kind'], { paint }: TerminalStyle): ((text: string) => string) =>
  kind === 'skilled' ? paint.green : kind === 'worse' ? paint.red : paint.yellow;

/** A sentence begins with a capital and ends with a full stop. */
const sentence = (text: string): string => {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return begun.endsWith('.') ? begun : `${begun}.`;
};

/** The answer about one forecaster: what to do about it in plain words, then the numbers that say so. */
function answer(forecaster: ForecasterEvaluation, style: TerminalStyle): string {
  const { id, verdict, suggestion } = forecaster;
  const { arrow, bullet } = marksOf(style);
  const [advice, reasons] = plainAdvice(suggestion, style.say);
  const said = paragraph(untrusted(style.asTyped(advice)), style, `${arrow} `);
  const lines = [
    heading(untrusted(id), style),
    style.paint.bold(colourOf(verdict.kind, style)(said)),
    paragraph(sentence(untrusted(style.asTyped(style.finding(verdict.sentence)))), style, '  '),
    ...reasons.map((reason) => paragraph(untrusted(style.asTyped(reason)), style, `  ${bullet} `)),
    ...findings(forecaster, style.say).map((text) => paragraph(untrusted(text), style, '  ')),
    ...leftOut(forecaster, style).map((text) => style.paint.dim(paragraph(text, style, '  '))),
  ];
  return lines.join('\n');
}

/** What is not in the scores: nothing is left out unsaid. */
function leftOut({ excluded, failures }: ForecasterEvaluation, style: TerminalStyle): string[] {
  return [...listed('Not in its scores: {list}.', excluded, style), ...listed('No opinion: {list}.', failures, style)];
}

function listed(
  text: 'Not in its scores: {list}.' | 'No opinion: {list}.',
  reasons: ForecasterEvaluation['excluded'],
  { say, asTyped }: TerminalStyle,
): string[] {
  if (reasons.length === 0) return [];
  const named = reasons
    .slice(0, NAMED_REASONS)
    .map(({ reason, n }) => say('{n} {n:decision|decisions} ({reason})', { n, reason: reasonText(asTyped(reason)) }));
  const rest = reasons.slice(NAMED_REASONS).reduce((sum, { n }) => sum + n, 0);
  const list = [...named, ...(rest === 0 ? [] : [say('{n} for other reasons', { n: rest })])].join(', ');
  return [say(text, { list })];
}

/** Whether somebody in question is scored over other decisions than the baselines. */
function hasOwnStart({ forecasters, baselines }: Evaluation): boolean {
  const sizes = new Set(
    [...forecasters, ...baselines].flatMap(({ headline }) => (headline === null ? [] : [headline.scores.sample.n])),
  );
  return sizes.size > 1;
}

function table(evaluation: Evaluation, style: TerminalStyle): string {
  const { say } = style;
  const all = [...evaluation.forecasters, ...evaluation.baselines];
  const name = heading(say('Against climatology'), style);
  const about = style.paint.dim(say('(above 0 is better; 95 % intervals)'));
  const hasOld = all.some(({ headline, earlier }) => headline === null && earlier !== null);
  const notes = [
    ...(hasOld ? [say('* not out of sample: it may remember these decisions')] : []),
    ...(hasOwnStart(evaluation)
      ? [say('Each is scored from the start of its own headline on: the report compares them on the same decisions.')]
      : []),
    ...all.flatMap(
      ({ id, members }) =>
      members === undefined
        ? []
        : [say('{crowd} is the mean of the probabilities of {models}, one vote each.', { crowd: id, models: members.map(untrusted).join(', ') })], // prettier-ignore
    ),
    ...(evaluation.baselines.length === 0 ? [say('No baseline was evaluated beside it.')] : []),
  ];
  return [
    `${name} ${about}`,
    evaluationTable(evaluation, style),
    ...notes.map((note) => paragraph(note, style, '  ')),
  ].join('\n');
}

function reliability({ forecasters }: Evaluation, style: TerminalStyle): string | null {
  const scored = forecasters.flatMap((forecaster) => {
    const period = periodText(forecaster);
    return period === null ? [] : [{ id: forecaster.id, period }];
  });
  if (scored.length === 0) return null;
  const { say } = style;
  const parts = scored.slice(0, MOST_RELIABILITIES).map(({ id, period }) => {
    const about = style.paint.dim(say('(! outside of where a calibrated forecaster would be)'));
    const name = truncate(untrusted(id), style.width - say('Reliability').length - 1, style);
    return `${heading(say('Reliability'), style)} ${name}\n${about}\n${reliabilityTable(period, style)}`;
  });
  const rest = scored.length - parts.length;
  if (rest > 0)
    parts.push(say('The reliability of {n} more {n:forecaster|forecasters} is in the report.', { n: rest }));
  return parts.join('\n\n');
}

/** An evaluation, the answers first: verdict and suggestion, everybody in a table, what was said beside what came. */
export function renderEvaluation(evaluation: Evaluation, style: TerminalStyle): string {
  const { forecasters, warnings } = evaluation;
  return sections([
    title(evaluation, style),
    ...forecasters.map((forecaster) => answer(forecaster, style)),
    forecasters.length === 0 ? style.say('No forecaster was named: only baselines are shown.') : null,
    table(evaluation, style),
    reliability(evaluation, style),
    warningList(warnings, style),
  ]);
}
