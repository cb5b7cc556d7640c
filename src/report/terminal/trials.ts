import type { TrialRow } from '../../contract/trials.js';
import { paragraph, sections } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { dataText, figuresText, tryLine } from './tries.js';
import { minuteOf } from '../../core/time.js';

const DAYS_A_YEAR = 365;

/** Every try, the newest last: what was tried, on what, how it came out, and the run to look at. */
export function renderTrials(trials: readonly TrialRow[], style: TerminalStyle): string {
  const { say } = style;
  if (trials.length === 0) return paragraph(say('Nothing has been tried yet.'), style);
  const unfinished = trials.filter(({ status }) => status !== 'completed').length;
  const without = unfinished === 0 ? '' : say(', {n} without a result', { n: unfinished });
  const counted = `${say('{n} {n:trial|trials}', { n: trials.length })}${without}. ${say('The same run again is the same trial.')}`;
  return sections([...trials.map((trial) => trialText(trial, style)), paragraph(counted, style)]);
}

function trialText(trial: TrialRow, style: TerminalStyle): string {
  const { dot } = marksOf(style);
  const what = { ...trial, from: trial.from_utc, to: trial.to_utc };
  const outcome =
    trial.status === 'completed' ? figuresText({ ...trial, sharpe: sharpeOf(trial) }, style) : style.say(trial.status);
  const when = style.say('tried {time}', { time: minuteOf(trial.started_at_utc) });
  return [
    tryLine(what, style),
    paragraph([outcome, dataText(what, style)].join(dot), style, '  '),
    paragraph([when, ...(trial.run === null ? [] : [style.say('run {id}', { id: trial.run })])].join(dot), style, '  '),
  ].join('\n');
}

/** Trials of earlier versions kept that of a day alone. */
const sharpeOf = ({ params, sharpe, daily_sharpe: daily }: TrialRow): number | null =>
  params !== null || daily === null ? sharpe : daily * Math.sqrt(DAYS_A_YEAR);
