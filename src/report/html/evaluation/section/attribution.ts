import type { Attribution, AttributionVariant } from '../../../../evaluation/attribution/schema.js';
import type { ForecasterEvaluation } from '../../../../evaluation/evaluate/schema.js';
import { decimals } from '../../../shared/numbers.js';
import { unit } from '../../chart/path.js';
import { linearScale } from '../../chart/scale.js';
import { linearTicks } from '../../chart/ticks.js';
import { waterfallTable, type WaterfallStep } from '../../chart/waterfall.js';
import { money, NONE } from '../../../shared/format.js';
import { html, type Markup, type Piece, section } from '../../markup.js';
import { dataTable } from '../table.js';
import { dash, orDash, pValue, ratio, share, signedShare, usd } from '../write.js';
import { say } from '../../speech.js';

/** How much of a profit is the model's: strategy, size, timing, calls. */
export function attributionSection({ attribution }: ForecasterEvaluation, prefix: string): Markup {
  const id = `${prefix}-attribution`;
  const title = say('Whose profit is it?');
  if (attribution === null) {
    return section(
      id,
      title,
      null,
      html`<p>${say('Its opinions were not traded: the evaluation ran without attribution.')}</p>`,
    );
  }
  const { strategy, opinions, parts } = attribution;
  const lead = say(
    'The strategy {strategy} with the multipliers of {n} {n:opinion|opinions}. Base is the strategy alone, as a backtest of it would be; {silence}exposure what its average size gives without any timing, and timing what is left: only that is foresight.',
    {
      strategy,
      n: opinions,
      silence: parts.silence === 0 ? '' : `${say('silence what having had no opinion, or not yet, changed;')} `,
    },
  );
  const body = html`${waterfallTable(stepsOf(attribution), say('Return of {strategy} by its parts', { strategy }), signedShare)}
    <h3>${say('Could the timing be chance?')}</h3>
    ${shifts(attribution, `${prefix}-shifts`)}
    <h3>${say('All runs')}</h3>
    ${runs(attribution)} ${parts.timing > 0 ? null : html`<p class="note">${say('Its timing earned nothing.')}</p>`}`;
  return section(id, title, lead, body);
}

function stepsOf({ parts, model, call_cost_usd: cost, total_return_after_calls: after }: Attribution): WaterfallStep[] {
  const step = (label: string, note: string, from: number, by: number): WaterfallStep => ({
    label,
    note,
    from,
    to: from + by,
    kind: by < 0 ? 'loss' : 'gain',
  });
  const total = model.pnl.total_return;
  const heard = parts.base + parts.silence;
  const steps: WaterfallStep[] = [
    { label: say('Base'), note: say('the strategy alone'), from: 0, to: parts.base, kind: 'total' },
    ...(parts.silence === 0 ? [] : [step(say('Silence'), say('flat without an opinion'), parts.base, parts.silence)]),
    step(say('Exposure'), say('always its average size'), heard, parts.exposure),
    step(say('Timing'), say('when it was larger or smaller'), heard + parts.exposure, parts.timing),
    { label: say('With its opinions'), note: '', from: 0, to: total, kind: 'total' },
  ];
  if (after === null) {
    return [
      ...steps,
      { label: say('Model calls'), note: say('price unknown'), from: total, to: total, kind: 'loss', value: say(NONE) },
    ];
  }
  if (cost === 0) return steps;
  return [
    ...steps,
    step(say('Model calls'), cost === null ? '' : usd(cost), total, after - total),
    { label: say('After its calls'), note: '', from: 0, to: after, kind: 'total' },
  ];
}

const STRIP_HEIGHT = 34;

/** The returns of the same opinions at other times, with the real one marked. */
function shifts({ shifts: found, model }: Attribution, id: string): Markup {
  const { count: tried, least, p_value, median_return: median, interval } = found;
  if (tried === 0 || median === null || interval === null || p_value === null) {
    return html`<p>${say('There are too few opinions to move them in time by at least a horizon.')}</p>`;
  }
  const own = model.pnl.total_return;
  const [low, high] = interval;
  const span = Math.max(own, high) - Math.min(own, low) || 0.01;
  const x = linearScale(Math.min(own, low) - span * 0.08, Math.max(own, high) + span * 0.08, 0, 100);
  const at = (value: number): string => `${unit(x.at(value))}%`;
  const text = say(
    'The same opinions moved in time {tried} times, by at least {least} {least:decision|decisions}, earned {median} in the middle and {low} to {high} in nine of ten cases; at the right time {own}. A share of {p} did at least as well.',
    {
      tried: String(tried),
      least,
      median: signedShare(median),
      low: signedShare(low),
      high: signedShare(high),
      own: signedShare(own),
      p: pValue(p_value),
    },
  );
  const ticks = linearTicks(x.min, x.max, 5);
  const digits = ticks.every((tick) => Math.abs(tick * 100 - Math.round(tick * 100)) < 1e-9) ? 0 : 1;
  return html`<p class="lead">${text}</p>
    <figure class="chart strip">
      <svg width="100%" height="${STRIP_HEIGHT + 20}" role="img" aria-labelledby="${id}-title">
        <title id="${id}-title">${text}</title>
        <rect class="range" x="${at(low)}" width="${unit(x.at(high) - x.at(low))}%" y="9" height="16" rx="3" />
        <line class="middle" x1="${at(median)}" x2="${at(median)}" y1="4" y2="30" />
        <line
          class="own ${own > high ? 'gain' : own < low ? 'loss' : 'accent'}"
          x1="${at(own)}"
          x2="${at(own)}"
          y1="0"
          y2="${STRIP_HEIGHT}"
        />
        ${ticks.map((tick) => {
          const where = x.at(tick);
          const anchor = where < 6 ? 'start' : where > 94 ? 'end' : 'middle';
          return html`<text x="${at(tick)}" y="${STRIP_HEIGHT + 16}" text-anchor="${anchor}"
            >${decimals(tick * 100, digits).replace('-', '−')}%</text
          >`;
        })}
      </svg>
    </figure>
    <p class="note">
      ${say(
        'Thick line: at the right time. Bar: nine in ten of the moved ones; dashed: their middle. p = {p}, {judged}.',
        {
          p: pValue(p_value),
          judged: p_value < 0.05 ? say('unlikely to be chance') : say('which chance explains well enough'),
        },
      )}
    </p>`;
}

function runs(attribution: Attribution): Markup {
  const { base, answered, constant, model, baselines, without_news: quiet, parts } = attribution;
  const rows: [Piece, AttributionVariant][] = [
    [say('The strategy alone'), base],
    ...(answered === undefined || parts.silence === 0
      ? []
      : [[say('Where it had an opinion (k = 1)'), answered] as [Piece, AttributionVariant]]),
    [say('Always the average size'), constant],
    [say('With its opinions'), model],
    ...(quiet === null ? [] : [[say('Its opinions without news'), quiet] as [Piece, AttributionVariant]]),
    ...baselines.map((each): [Piece, AttributionVariant] => [each.id, each]),
  ];
  const table = dataTable({
    caption: say('Runs of the strategy'),
    rowClasses: rows.map(([, variant]) => (variant === model ? 'asked' : '')),
    columns: [
      { title: say('Run') },
      { title: say('Return'), kind: 'number' },
      { title: say('Sharpe'), kind: 'number' },
      { title: say('Max drawdown'), kind: 'number' },
      { title: say('Trading costs'), kind: 'number' },
      { title: say('Mean k long'), kind: 'number' },
      { title: say('Mean k short'), kind: 'number' },
    ],
    rows: rows.map(([name, { pnl, mean_k_long: long, mean_k_short: short }]) => [
      name,
      signedShare(pnl.total_return),
      orDash(pnl.sharpe, ratio, 'The returns do not vary, or there are too few.'),
      share(pnl.max_drawdown),
      money(pnl.costs),
      ratio(long),
      ratio(short),
    ]),
  });
  const after = attribution.total_return_after_calls;
  return html`${table}
    ${quiet === null ? html`<p class="note">${say('Opinions without news were not asked for.')}</p>` : null}
    <p class="note">
      ${say('Cost of its calls:')}
      ${attribution.call_cost_usd === null ? dash('The price of a model is not known.') : usd(attribution.call_cost_usd)};
      ${say('return after them:')} ${after === null ? dash('The cost of the calls is not known.') : signedShare(after)}.
    </p>`;
}
