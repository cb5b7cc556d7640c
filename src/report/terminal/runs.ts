import type { RunsClearing, RunsList, StoredRunRow } from '../../contract/runs.js';
import { diskSize } from './data-list.js';
import { paragraph, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { dataText, figuresText, tryLine } from './tries.js';
import { isoTime, minuteText } from '../../core/time.js';
import { field } from '../../core/request-field.js';

/** Runs, three lines each, and the folders that cannot be read. */
export function renderRuns({ runs, damaged, total, bytes }: RunsList, style: TerminalStyle): string {
  const { say } = style;
  if (total === 0 && damaged.length === 0) {
    return paragraph(say('There are no runs yet: "llm-trading backtest" makes one.'), style);
  }
  const isPart = runs.length < total;
  const shown = isPart
    ? say('{shown} of {total} {total:run|runs}', { shown: runs.length, total })
    : say('{n} {n:run|runs}', { n: total });
  const more = isPart ? style.asTyped(` ${say('{option} shows more.', { option: field('limit') })}`) : '';
  const odd = damaged.length === 0 ? '' : say(', {n} damaged', { n: damaged.length });
  return sections([
    ...runs.map((run) => runText(run, style)),
    damaged.length === 0 ? null : damaged.map((each) => damagedText(each, style)).join('\n'),
    paragraph(`${shown}${odd}; ${say('{size} in all.', { size: diskSize(bytes, style) })}${more}`, style),
  ]);
}

function runText(run: StoredRunRow, style: TerminalStyle): string {
  const { dot } = marksOf(style);
  const what = { ...run, from: isoTime(run.start_time), to: isoTime(run.end_time) };
  return [
    tryLine(what, style),
    paragraph([figuresText(run, style), dataText(what, style)].join(dot), style, '  '),
    paragraph(
      [run.id, style.say('made {time}', { time: minuteText(run.created_at) }), diskSize(run.bytes, style)].join(dot),
      style,
      '  ',
    ),
  ].join('\n');
}

function damagedText({ id, bytes, reason }: RunsList['damaged'][number], style: TerminalStyle): string {
  const { fail } = marksOf(style);
  return paragraph(
    style.say('{id}, {size}, is damaged: {reason}', {
      id,
      size: diskSize(bytes, style),
      reason: untrusted(style.asTyped(reason)),
    }),
    style,
    `${fail} `,
  );
}

/** What was deleted, or would be. */
export function renderClearing(view: RunsClearing, style: TerminalStyle): string {
  const { bullet } = marksOf(style);
  const { say } = style;
  const { foreign, staying } = view;
  const isDone = 'deleted' in view;
  const those = isDone ? view.deleted : view.going;
  const bytes = those.reduce((sum, each) => sum + each.bytes, 0);
  const stay = { n: those.length, size: diskSize(bytes, style), staying };
  const head =
    those.length === 0
      ? isDone
        ? say('Nothing was deleted: {staying} {staying:run stays|runs stay}.', { staying })
        : say('Nothing would go: {staying} {staying:run stays|runs stay}.', { staying })
      : isDone
        ? say('Deleted {n} {n:run|runs}, {size}; {staying} {staying:run stays|runs stay}.', stay)
        : say('{n} {n:run|runs}, {size} would go; {staying} {staying:run stays|runs stay}. Nothing was deleted.', stay);
  return [
    paragraph(head, style),
    ...those.map(({ id, bytes: size }) => paragraph(`${id} (${diskSize(size, style)})`, style, `  ${bullet} `)),
    ...foreign.map(({ id, foreign: names }) =>
      paragraph(
        say('{id} is left as it is: it holds {names}, which no run wrote.', {
          id,
          names: untrusted(names.slice(0, 3).join(', ')),
        }),
        style,
        `${bullet} `,
      ),
    ),
  ].join('\n');
}
