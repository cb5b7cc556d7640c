import type { SessionStatusView } from '../../contract/session.js';
import { minuteText, secondText } from '../../core/time.js';
import { compact, money, percent, price, signedPercent } from '../shared/format.js';
import { counted } from './data.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { kindWords, NO_SESSIONS, STATUS_WORDS } from './sessions.js';
import type { TerminalStyle } from './style.js';

type SymbolStanding = SessionStatusView['symbols'][number];

/** One frame: how sessions stand, as somebody who watches them wants to see it. */
export function renderStatus(all: readonly SessionStatusView[], style: TerminalStyle): string {
  if (all.length === 0) return paragraph(NO_SESSIONS, style);
  return sections(all.map((each) => sessionFrame(each, style)));
}

function sessionFrame(view: SessionStatusView, style: TerminalStyle): string {
  const { warn } = marksOf(style);
  const { session, status, strategy, halted, equity, initial_equity: initial, time, moments, fills } = view;
  const wealth =
    equity === null || time === null
      ? 'no bar has been traded yet'
      : `equity ${money(equity)} (${signedPercent(equity / initial - 1)}) after ${counted(moments, 'bar')} up to ${minuteText(time)}; ${counted(fills, 'fill')}`;
  const refusals = Object.entries(view.refused).map(([code, n]) => `${code.replaceAll('_', ' ')} ${n}`);
  const lines = [
    ...(halted === null ? [] : [`HALTED: ${halted}`]),
    wealth,
    ...view.symbols.map(symbolLine),
    ...opinionLines(view),
    ...modelLine(view),
    ...(view.next_decision === null ? [] : [`next decision at the close of ${minuteText(view.next_decision)} UTC`]),
    ...(refusals.length === 0 ? [] : [`refused by the guard: ${refusals.join(', ')}`]),
  ];
  const trouble = view.feed?.trouble ?? null;
  const wrong = [
    ...(trouble === null ? [] : [`now, since ${secondText(trouble.since)}: ${untrusted(trouble.reason)}`]),
    ...view.last_faults.map(
      ({ at, code, reason }) => `${secondText(at)} ${code.replaceAll('_', ' ')}: ${untrusted(reason)}`,
    ),
  ];
  return [
    heading(`${session} (${kindWords(view)}, ${untrusted(strategy)}, ${STATUS_WORDS[status]})`, style),
    ...lines.map((line) => paragraph(line, style, '  ')),
    ...wrong.map((line) => paragraph(line, style, `  ${warn} `)),
  ].join('\n');
}

function symbolLine({ symbol, price: last, position, exposure, wanted, sent, stop, trailing }: SymbolStanding): string {
  const share = (value: number): string => percent(value);
  const holds = position === 0 ? 'holds nothing' : `holds ${compact(position)} (${share(exposure ?? 0)} of equity)`;
  const stops = [
    ...(stop === null ? [] : [`stop at ${price(stop)}`]),
    ...(trailing === null ? [] : [`follows by ${share(trailing)}`]),
  ];
  const rests = position === 0 ? [] : stops.length === 0 ? ['no stop of its own'] : stops;
  const target =
    wanted === null ? [] : [wanted === sent ? `wants ${share(wanted)}` : `wanted ${share(wanted)}, ${sent === null ? 'nothing was sent' : `${share(sent)} was sent`}`]; // prettier-ignore
  return [`${symbol} ${last === null ? 'without a price' : price(last)}`, holds, ...rests, ...target].join('; ');
}

function opinionLines({ opinion }: SessionStatusView): string[] {
  if (opinion === null) return [];
  const { decided_at: at, answered_by: by, failure, prob_bull: bull, prob_bear: bear, k, k_max: most } = opinion;
  const when = `opinion of ${minuteText(at)}`;
  if (bull === null || bear === null) return [`${when}: none. ${untrusted(failure ?? '')}`];
  const said = `${when} by ${untrusted(by ?? 'nobody')}: bull ${percent(bull)}, bear ${percent(bear)}`;
  if (k === null) return [said];
  const pair = ({ long, short }: typeof k.asked): string => `${compact(long)} long, ${compact(short)} short`;
  const capped = opinion.news_cap === null ? '' : `; ${pair(k.after_news_cap)} after the cap on news`;
  return [said, `k ${pair(k.asked)} of at most ${compact(most!)}${capped}`];
}

function modelLine({ model }: SessionStatusView): string[] {
  if (model === null) return [];
  const { questions, failed, calls, cost_usd: cost, cost_today_usd: today } = model;
  const limits = [
    ...(model.budget_per_day_usd === null ? [] : [`$${model.budget_per_day_usd} a day`]),
    ...(model.budget_per_run_usd === null ? [] : [`$${model.budget_per_run_usd} a run`]),
  ];
  const budget = limits.length === 0 ? 'no budget is set' : `budget ${limits.join(', ')}`;
  return [
    `model: ${counted(questions, 'question')}, ${failed} failed, ${counted(calls, 'call')}; $${cost.toFixed(4)}, of it $${today.toFixed(4)} today; ${budget}`,
  ];
}
