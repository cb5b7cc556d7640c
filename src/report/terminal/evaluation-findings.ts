import type { ForecasterEvaluation } from '../../evaluation/evaluate/schema.js';
import { counted } from './data.js';
import { decimals, signed } from '../shared/numbers.js';

const minus = (text: string): string => text.replace('-', '−');
const percent = (value: number): string => `${minus(signed(value * 100, 1))} %`;

/** What was found beside the scores, one line each: the news, the P&L, memory, and what asking that took. */
export function findings({ news_ablation, attribution, contamination, checks }: ForecasterEvaluation): string[] {
  return [
    ...(news_ablation === null ? [] : [newsText(news_ablation)]),
    ...(attribution === null ? [] : [pnlText(attribution)]),
    ...(contamination?.masking ? [memoryText(contamination.flags, contamination.masking.n)] : []),
    ...(checks.calls === 0
      ? []
      : [
          `Further questions: ${counted(checks.calls, 'call')}, ${checks.cost_usd === null ? 'of unknown cost' : `$${checks.cost_usd.toFixed(2)}`}.`,
        ]),
  ];
}

function newsText({
  scope,
  n,
  comparison: { score, reference, difference_interval: interval },
}: NonNullable<ForecasterEvaluation['news_ablation']>): string {
  const effect =
    interval !== null && interval.high < 0
      ? 'they help'
      : interval !== null && interval.low > 0
        ? 'they harm'
        : 'no difference is shown';
  const where = scope === 'headline' ? '' : ', none of them out of sample';
  return `News: Brier ${decimals(score, 4)} with, ${decimals(reference, 4)} without, over ${counted(n, 'decision')}${where}: ${effect}.`;
}

function pnlText({
  strategy,
  base,
  model,
  opinions,
  moments = opinions,
  parts,
  shifts,
}: NonNullable<ForecasterEvaluation['attribution']>): string {
  const p = shifts.p_value === null ? '' : ` (p = ${decimals(shifts.p_value, 3)})`;
  const silence =
    moments === opinions
      ? ''
      : `${percent(parts.silence)} by its silence (${decimals(moments - opinions, 0)} of ${counted(moments, 'decision')}), `;
  return `P&L of ${strategy}: ${percent(model.pnl.total_return)} with it, ${percent(base.pnl.total_return)} without; ${silence}${percent(parts.exposure)} by its mean size, ${percent(parts.timing)} by its timing${p}.`;
}

function memoryText(flags: readonly string[], n: number): string {
  const found = flags.length === 0 ? 'no sign of memory or look-ahead' : flags.join(', ').replaceAll('_', ' ');
  return `Probe of ${counted(n, 'decision')}: ${found}.`;
}
