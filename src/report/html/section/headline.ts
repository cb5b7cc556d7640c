import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { decimals } from '../../shared/numbers.js';
import { money, NONE, percent, signedPercent } from '../../shared/format.js';
import { html, type Markup } from '../markup.js';
import { isoDay } from '../../../core/time.js';
import { say, spokenDuration } from '../speech.js';

/** The answer in one sentence and six numbers. */
export function headline(result: BacktestResultDocument): Markup {
  const { benchmark } = result;
  const held = benchmark.final_equity / result.initial_equity - 1;
  const sentence = say(
    '{initial} became {final} ({change}). Buying {symbol} and holding it would have made {held} ({by}).',
    {
      initial: money(result.initial_equity),
      final: money(result.final_equity),
      change: signedPercent(result.total_return),
      symbol: benchmark.symbol,
      held: money(benchmark.final_equity),
      by: signedPercent(held),
    },
  );
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
    value === null || value === undefined ? say(NONE) : decimals(value, 2);
  const difference = (result.total_return - held) * 100;
  const heldDrawdown = benchmark.metrics.max_drawdown;
  const wins = metrics.win_rate;
  const exposure = metrics.exposure;
  const cost = costs.fees + costs.slippage + costs.funding + costs.borrow + (costs.model_calls ?? 0);
  return [
    {
      label: say('Total return'),
      value: signedPercent(result.total_return),
      note:
        difference < 0
          ? say('{n} points less than buying and holding', { n: decimals(Math.abs(difference), 2) })
          : say('{n} points more than buying and holding', { n: decimals(difference, 2) }),
      className: outcome(result.total_return),
    },
    {
      label: say('Largest loss from a peak'),
      value: percent(result.max_drawdown),
      note:
        heldDrawdown === null || heldDrawdown === undefined
          ? say('maximum drawdown')
          : say('buy and hold: {value}', { value: percent(heldDrawdown) }),
      className: '',
    },
    {
      label: say('Return for risk (Sharpe)'),
      value: ratio(result.sharpe),
      note: say('buy and hold: {value}; above 1 is good', { value: ratio(benchmark.metrics.sharpe) }),
      className: '',
    },
    {
      label: say('Trades'),
      value: decimals(result.trade_count, 0),
      note:
        wins === null || wins === undefined ? say('round trips') : say('{share} of them won', { share: percent(wins) }),
      className: '',
    },
    {
      label: say('Costs'),
      value: money(cost),
      note: say('{share} of the initial account', { share: percent(cost / result.initial_equity) }),
      className: '',
    },
    {
      label: say('Time in the market'),
      value: exposure === null || exposure === undefined ? say(NONE) : percent(exposure),
      note: say('of {n} {n:bar|bars} of {length}', { n: result.bars, length: spokenDuration(result.interval_ms) }),
      className: '',
    },
  ];
}

/** What was run, on what, over which time. */
export function subtitle(result: BacktestResultDocument): string {
  const { symbols } = result;
  const names =
    symbols.length <= 4
      ? symbols.join(', ')
      : say('{names} and {n} more', { names: symbols.slice(0, 3).join(', '), n: symbols.length - 3 });
  const bars = say('bars of {length}', { length: spokenDuration(result.interval_ms) });
  const range = say('{from} to {to}', { from: isoDay(result.start_time), to: isoDay(result.end_time) });
  return `${names} · ${bars} · ${range} (UTC)`;
}
