import type { StrategyInfo } from '../../contract/strategies.js';
import type { Say } from '../language/say.js';
import { strategySummaryIn } from '../language/terminal/ru-strategies.js';
import { heading, padEnd, plain, sections } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';

const shown = (value: unknown, say: Say): string =>
  value === null ? say('must be given') : typeof value === 'string' ? value : JSON.stringify(value);

function strategy(view: StrategyInfo, style: TerminalStyle): string {
  const { dash } = marksOf(style);
  const { say } = style;
  const asks = view.decision_bars === null ? '' : say(', asks a regime model');
  const title = `${heading(view.name, style)} ${plain(`${dash} ${strategySummaryIn(view.summary, style.language)}${asks}`, style)}`;
  const width = (cells: readonly string[]): number => Math.max(...cells.map((cell) => cell.length), 0);
  const names = width(view.parameters.map(({ name }) => name));
  const defaults = width(view.parameters.map(({ fallback }) => shown(fallback, say)));
  const rows = view.parameters.map(({ name, type, range, fallback }) =>
    plain(
      `  ${padEnd(name, names)}  ${padEnd(shown(fallback, say), defaults)}  ${style.word(type)}${range === '' ? '' : `, ${range}`}`,
      style,
    ),
  );
  return [title, ...rows].join('\n');
}

/** Strategies with their parameters: name, default, type and range. */
export function renderStrategies(views: readonly StrategyInfo[], style: TerminalStyle): string {
  return sections(views.map((view) => strategy(view, style)));
}
