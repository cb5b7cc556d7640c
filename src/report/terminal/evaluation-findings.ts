import type { ForecasterEvaluation } from '../../evaluation/evaluate/schema.js';
import type { Say } from '../language/say.js';
import { decimals, signed } from '../shared/numbers.js';

const minus = (text: string): string => text.replace('-', '−');
const percent = (value: number): string => `${minus(signed(value * 100, 1))} %`;

/** What was found beside the scores, one line each: the news, the P&L, memory, and what asking that took. */
export function findings(
  { news_ablation, attribution, contamination, checks }: ForecasterEvaluation,
  say: Say,
): string[] {
  return [
    ...(news_ablation === null ? [] : [newsText(news_ablation, say)]),
    ...(attribution === null ? [] : [pnlText(attribution, say)]),
    ...(contamination?.masking ? [memoryText(contamination.flags, contamination.masking.n, say)] : []),
    ...(checks.calls === 0
      ? []
      : [
          checks.cost_usd === null
            ? say('Further questions: {n} {n:call|calls}, of unknown cost.', { n: checks.calls })
            : say('Further questions: {n} {n:call|calls}, ${usd}.', {
                n: checks.calls,
                usd: checks.cost_usd.toFixed(2),
              }),
        ]),
  ];
}

function newsText(
  {
    scope,
    n,
    comparison: { score, reference, difference_interval: interval },
  }: NonNullable<ForecasterEvaluation['news_ablation']>,
  say: Say,
): string {
  const effect =
    interval !== null && interval.high < 0
      ? say('they help')
      : interval !== null && interval.low > 0
        ? say('they harm')
        : say('no difference is shown');
  const where = scope === 'headline' ? '' : say(', none of them out of sample');
  return say('News: Brier {with} with, {without} without, over {n} {n:decision|decisions}{where}: {effect}.', {
    with: decimals(score, 4),
    without: decimals(reference, 4),
    n,
    where,
    effect,
  });
}

function pnlText(
  {
    strategy,
    base,
    model,
    opinions,
    moments = opinions,
    parts,
    shifts,
  }: NonNullable<ForecasterEvaluation['attribution']>,
  say: Say,
): string {
  const p = shifts.p_value === null ? '' : ` (p = ${decimals(shifts.p_value, 3)})`;
  const silence =
    moments === opinions
      ? ''
      : say('{share} by its silence ({silent} of {n} {n:decision|decisions}), ', {
          share: percent(parts.silence),
          silent: moments - opinions,
          n: moments,
        });
  return say(
    'P&L of {strategy}: {with} with it, {without} without; {silence}{size} by its mean size, {timing} by its timing{p}.',
    {
      strategy,
      with: percent(model.pnl.total_return),
      without: percent(base.pnl.total_return),
      silence,
      size: percent(parts.exposure),
      timing: percent(parts.timing),
      p,
    },
  );
}

function memoryText(flags: readonly string[], n: number, say: Say): string {
  const found = flags.length === 0 ? say('no sign of memory or look-ahead') : flags.join(', ').replaceAll('_', ' ');
  return say('Probe of {n} {n:decision|decisions}: {found}.', { n, found });
}
