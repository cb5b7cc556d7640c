import type { BacktestSummary, MovingTogether, SymbolProfit } from '../../core/backtest-result/index.js';
import type { TerminalWord } from '../language/say.js';
import { utcText } from './data.js';
import { compact, money, signedMoney, oneBetText } from '../shared/format.js';
import { heading, paragraph, plain, sections, truncate, untrusted } from './layout.js';
import { warningList } from './remarks.js';
import { marksOf } from './marks.js';
import { renderDeflatedSharpe, type DeflatedSharpeView } from './deflated-sharpe.js';
import { limitLine } from './backtest-limits.js';
import { decimals, fraction, rangeDigits, signed } from '../shared/numbers.js';
import { sampled, sparkline } from './sparkline.js';
import type { TerminalStyle } from './style.js';
import { renderTable } from './table.js';
import { DAY, HOUR, MINUTE } from '../../core/time.js';

/** What the summary of a backtest shows. */
export interface BacktestView extends BacktestSummary {
  /** Account value at each step. */
  readonly equity: readonly number[];
  /** The same of buying the first symbol and holding it. */
  readonly benchmark_equity: readonly number[];
  /** What each symbol brought; shown for a portfolio. */
  readonly by_symbol: readonly SymbolProfit[];
  /** Which of them moved together. */
  readonly moving_together: readonly MovingTogether[];
  /** What was asked of a regime model; null where the strategy asks none. */
  readonly opinions: {
    readonly model: string;
    readonly decisions: number;
    readonly failed: number;
    readonly calls: number;
  } | null;
  /** How often was tried on these data; absent where a run is not registered. */
  readonly deflated?: DeflatedSharpeView;
}

/** Where a run was written. */
export interface WrittenView {
  readonly id: string;
  readonly report: string;
}

const MOST_CELLS = 60;

const UNITS = [
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
] as const;

function intervalText(ms: number): string {
  const unit = UNITS.find(([, size]) => ms % size === 0);
  return unit === undefined ? `${ms / 1000}s` : `${ms / unit[1]}${unit[0]}`;
}

function title(view: BacktestView, style: TerminalStyle): string {
  const { dot, dash } = marksOf(style);
  const range = `${utcText(view.start_time)} ${dash} ${utcText(view.end_time)}`;
  const what = `${view.symbols.join(', ')} ${intervalText(view.interval_ms)}`;
  return [
    style.paint.bold(untrusted(view.strategy.name)),
    untrusted(what),
    range,
    style.say('{n} {n:bar|bars}', { n: view.bars }),
  ].join(dot);
}

/** Each curve on its own scale, which stands behind it: on a common one the flatter would say nothing. */
function curves(view: BacktestView, style: TerminalStyle): string | null {
  // A run that was written without them.
  if (view.equity.length === 0) return null;
  const { paint, say } = style;
  const names = [say('equity'), say('buy and hold')] as const;
  const labelWidth = Math.max(...names.map((name) => name.length)) + 1;
  const line = (name: string, values: readonly number[], final: number, colour: (text: string) => string): string => {
    const [low, high] = bounds(values);
    const digits = rangeDigits(low, high);
    const scale = plain(`(${decimals(low, digits)} … ${decimals(high, digits)})`, style);
    const tail = `  ${money(final)} ${scale}`;
    const shown = sampled(values, Math.max(8, Math.min(MOST_CELLS, style.width - labelWidth - tail.length)));
    const drawn = sparkline(shown, ...bounds(shown), style);
    return `${name.padEnd(labelWidth)}${colour(drawn)}  ${money(final)} ${paint.dim(scale)}`;
  };
  const colour = view.total_return >= 0 ? paint.green : paint.red;
  return [
    line(names[0], view.equity, view.final_equity, colour),
    line(names[1], view.benchmark_equity, view.benchmark.final_equity, paint.dim),
  ].join('\n');
}

/** Least and greatest of many values. */
function bounds(values: readonly number[]): [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function verdict(view: BacktestView, style: TerminalStyle): string {
  const { arrow } = marksOf(style);
  const held = view.benchmark.metrics.total_return ?? 0;
  const text = style.say(
    '{change} % in all (buying and holding {held} %), {lost} lost at worst, {trades} {trades:trade|trades}.',
    {
      change: signed(view.total_return * 100, 2),
      held: signed(held * 100, 2),
      lost: fraction(view.max_drawdown),
      trades: view.trade_count,
    },
  );
  return style.paint.bold(paragraph(text, style, `${arrow} `));
}

type Show = (value: number) => string;
const percent: Show = (value) => `${signed(value * 100, 2)} %`;
const ratio: Show = (value) => decimals(value, 2);
const plainPercent: Show = (value) => fraction(value);

const COMPARED: readonly (readonly [name: string, label: TerminalWord, show: Show])[] = [
  ['total_return', 'total return', percent],
  ['cagr', 'return a year', percent],
  ['volatility', 'volatility a year', plainPercent],
  ['max_drawdown', 'largest drawdown', plainPercent],
  ['sharpe', 'Sharpe', ratio],
  ['sortino', 'Sortino', ratio],
  ['calmar', 'Calmar', ratio],
];

const OWN: readonly (readonly [name: string, label: TerminalWord, show: Show])[] = [
  ['win_rate', 'won', plainPercent],
  ['profit_factor', 'profit factor', ratio],
  ['expectancy', 'expectancy', money],
  ['exposure', 'in the market', plainPercent],
  ['turnover_per_year', 'turnover a year', (value) => `${decimals(value, 1)}×`],
  ['probabilistic_sharpe', 'probability of a Sharpe above 0', plainPercent],
];

function metricTable(view: BacktestView, style: TerminalStyle): string {
  const { say } = style;
  const right = 'right' as const;
  const cell = (value: number | null | undefined, show: Show): string =>
    value === null || value === undefined ? marksOf(style).dash : show(value);
  const withIntervals = view.bootstrap !== null;
  const columns = [
    { title: '' },
    { title: say('strategy'), align: right },
    { title: say('buy and hold'), align: right },
    ...(withIntervals
      ? [{ title: say('{level} % interval', { level: decimals(view.bootstrap!.level * 100, 0) }), align: right }]
      : []),
  ];
  const rows = COMPARED.map(([name, label, show]) => {
    const interval = view.bootstrap?.intervals[name];
    return [
      say(label),
      style.paint.bold(cell(view.metrics[name], show)),
      cell(view.benchmark.metrics[name], show),
      ...(withIntervals ? [interval === undefined ? '' : `${show(interval.low)} … ${show(interval.high)}`] : []),
    ];
  });
  return renderTable(columns, rows, style);
}

function tradeLine(view: BacktestView, style: TerminalStyle): string {
  const { dot } = marksOf(style);
  const parts = OWN.flatMap(([name, label, show]) => {
    const value = view.metrics[name];
    return value === null || value === undefined ? [] : [`${style.say(label)} ${show(value)}`];
  });
  return `${heading(style.say('Trades'), style)}\n${paragraph(parts.join(dot), style, '  ')}`;
}

function symbolTable(
  { by_symbol: rows, moving_together: together, initial_equity: initial }: BacktestView,
  style: TerminalStyle,
): string | null {
  if (rows.length < 2) return null;
  const { say } = style;
  const right = 'right' as const;
  const columns = [
    { title: say('symbol') },
    { title: say('trades'), align: right },
    { title: say('won'), align: right },
    { title: say('P&L'), align: right },
    { title: say('of the account'), align: right },
    { title: say('still open'), align: right },
  ];
  const table = renderTable(
    columns,
    rows.map(({ symbol, trades, won, pnl, unrealised_pnl: open }) => [
      truncate(untrusted(symbol), 24, style),
      decimals(trades, 0),
      trades === 0 ? marksOf(style).dash : fraction(won / trades),
      signedMoney(pnl),
      percent(pnl / initial),
      open === 0 ? '' : signedMoney(open),
    ]),
    style,
  );
  const bets = together.map((each) => paragraph(untrusted(oneBetText(each, say)), style, '  '));
  return [heading(say('By symbol'), style), table, ...bets].join('\n');
}

function costLine(view: BacktestView, style: TerminalStyle): string {
  const { say } = style;
  const { dot } = marksOf(style);
  const { fees, slippage, funding, borrow, model_calls } = view.costs;
  const parts = [
    say('fees {n}', { n: money(fees) }),
    say('slippage {n}', { n: money(slippage) }),
    ...(funding === 0 ? [] : [say('funding {n}', { n: money(funding) })]),
    ...(borrow === 0 ? [] : [say('interest {n}', { n: money(borrow) })]),
    ...(view.opinions === null
      ? []
      : [
          model_calls === null
            ? say('model calls of unknown price')
            : say('model calls ${n}', { n: decimals(model_calls, 4) }),
        ]),
  ];
  return `${heading(say('Costs'), style)}\n${paragraph(parts.join(dot), style, '  ')}`;
}

function opinionLine({ opinions }: BacktestView, style: TerminalStyle): string | null {
  if (opinions === null) return null;
  const { say } = style;
  const { dot } = marksOf(style);
  const who =
    opinions.model === 'baseline' ? say('the statistical baseline, not a language model') : untrusted(opinions.model);
  const parts = [
    who,
    say('{n} {n:decision|decisions}', { n: opinions.decisions }),
    say('{n} {n:call|calls}', { n: opinions.calls }),
    say('{n} failed', { n: opinions.failed }),
  ];
  return `${heading(say('Regime'), style)}\n${paragraph(parts.join(dot), style, '  ')}`;
}

function oddities(view: BacktestView, style: TerminalStyle): string | null {
  const { say } = style;
  const { bullet } = marksOf(style);
  const { ambiguous, refusals, open_positions } = view;
  const lines: string[] = [];
  if (refusals.total > 0) {
    const counts = Object.entries(refusals.counts).map(([reason, count]) => `${reason} ${count}`);
    const [first] = refusals.samples;
    const example =
      first === undefined
        ? ''
        : say('; the first at {time}: {detail}', { time: utcText(first.time), detail: style.asTyped(first.detail) });
    lines.push(
      say('{n} {n:order|orders} refused ({counts}){example}.', {
        n: refusals.total,
        counts: counts.join(', '),
        example,
      }),
    );
  }
  if (ambiguous.bars > 0) {
    const { pessimistic, optimistic } = ambiguous;
    lines.push(
      say(
        '{n} {n:bar|bars} touched both stop and target: {worse} if the stop came first, {better} if the target did.',
        {
          n: ambiguous.bars,
          worse: percent(pessimistic.total_return),
          better: percent(optimistic.total_return),
        },
      ),
    );
  }
  for (const { symbol, quantity, unrealised_pnl } of open_positions) {
    lines.push(
      say('Still open at the end: {quantity} {symbol}, {pnl} not yet realised.', {
        quantity: compact(quantity),
        symbol,
        pnl: signedMoney(unrealised_pnl),
      }),
    );
  }
  if (lines.length === 0) return null;
  return lines.map((line) => paragraph(untrusted(line), style, `${bullet} `)).join('\n');
}

/** The summary of a backtest, the answer first. */
export function renderBacktest(view: BacktestView, written: WrittenView, style: TerminalStyle): string {
  const { paint, say } = style;
  const places = [say('run'), say('report')] as const;
  const width = Math.max(...places.map((name) => name.length));
  return sections([
    title(view, style),
    curves(view, style),
    verdict(view, style),
    metricTable(view, style),
    tradeLine(view, style),
    symbolTable(view, style),
    costLine(view, style),
    opinionLine(view, style),
    limitLine(view, style),
    oddities(view, style),
    view.deflated === undefined ? null : renderDeflatedSharpe(view.deflated, style),
    warningList(view.warnings, style),
    `${paint.dim(places[0].padEnd(width))} ${written.id}\n${paint.dim(places[1].padEnd(width))} ${untrusted(written.report)}`,
  ]);
}
