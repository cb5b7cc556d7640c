import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { decimals } from '../../shared/numbers.js';
import { count, duration, money, NONE, percent, signedPercent } from '../../shared/format.js';
import { html, type Markup } from '../markup.js';
import { isoDay } from '../../../core/time.js';

/** The answer in one sentence and six numbers. */
export function headline(result: BacktestResultDocument): Markup {
  const { benchmark } = result;
  const held = benchmark.final_equity / result.initial_equity - 1;
  const sentence =
    `${money(result.initial_equity)} became ${money(result.final_equity)} (${signedPercent(result.total_return)}). ` +
    `Buying ${benchmark.symbol} and holding it would have made ${money(benchmark.final_equity)} (${signedPercent(held)}).`;
  return html`<p class="answer">${sentence}</p>
    <dl class="cards">
      ${cards(result, held).map(
        ({ label, value, note, className }) =>
          html`<div class="card">
            <dt>${label}</dt>
            <dd class="value ${className}">${value}</dd>
            <dd class="note">${note}</dd>
          </div>`,
      )}
    </dl>`;
}

interface Card {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  readonly className: string;
}

function cards(result: BacktestResultDocument, held: number): Card[] {
  const { metrics, benchmark, costs } = result;
  const outcome = (value: number): string => (value > 0 ? 'gain' : value < 0 ? 'loss' : '');
  const ratio = (value: number | null | undefined): string =>
    value === null || value === undefined ? NONE : decimals(value, 2);
  const difference = (result.total_return - held) * 100;
  const heldDrawdown = benchmark.metrics.max_drawdown;
  const wins = metrics.win_rate;
  const exposure = metrics.exposure;
  const cost = costs.fees + costs.slippage + costs.funding + costs.borrow + (costs.model_calls ?? 0);
  return [
    {
      label: 'Total return',
      value: signedPercent(result.total_return),
      note: `${decimals(Math.abs(difference), 2)} points ${difference < 0 ? 'less' : 'more'} than buying and holding`,
      className: outcome(result.total_return),
    },
    {
      label: 'Largest loss from a peak',
      value: percent(result.max_drawdown),
      note:
        heldDrawdown === null || heldDrawdown === undefined
          ? 'maximum drawdown'
          : `buy and hold: ${percent(heldDrawdown)}`,
      className: '',
    },
    {
      label: 'Return for risk (Sharpe)',
      value: ratio(result.sharpe),
      note: `buy and hold: ${ratio(benchmark.metrics.sharpe)}; above 1 is good`,
      className: '',
    },
    {
      label: 'Trades',
      value: decimals(result.trade_count, 0),
      note: wins === null || wins === undefined ? 'round trips' : `${percent(wins)} of them won`,
      className: '',
    },
    {
      label: 'Costs',
      value: money(cost),
      note: `${percent(cost / result.initial_equity)} of the initial account`,
      className: '',
    },
    {
      label: 'Time in the market',
      value: exposure === null || exposure === undefined ? NONE : percent(exposure),
      note: `of ${count(result.bars, 'bar', 'bars')} of ${duration(result.interval_ms)}`,
      className: '',
    },
  ];
}

/** What was run, on what, over which time. */
export function subtitle(result: BacktestResultDocument): string {
  const { symbols } = result;
  const names =
    symbols.length <= 4 ? symbols.join(', ') : `${symbols.slice(0, 3).join(', ')} and ${symbols.length - 3} more`;
  return `${names} · bars of ${duration(result.interval_ms)} · ${isoDay(result.start_time)} to ${isoDay(result.end_time)} (UTC)`;
}
