import { sessionModeOf, type SessionStatusView } from '../../contract/session.js';
import { minuteText, secondText } from '../../core/time.js';
import { compact, money, percent, price, signedPercent } from '../shared/format.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { MODE_WORDS, noSessions, STATUS_WORDS } from './sessions.js';
import type { Say } from '../language/say.js';
import type { TerminalStyle } from './style.js';

type SymbolStanding = SessionStatusView['symbols'][number];

/** One frame: how sessions stand, as somebody who watches them wants to see it. */
export function renderStatus(all: readonly SessionStatusView[], style: TerminalStyle): string {
  if (all.length === 0) return noSessions(style);
  return sections(all.map((each) => sessionFrame(each, style)));
}

function sessionFrame(view: SessionStatusView, style: TerminalStyle): string {
  const { warn } = marksOf(style);
  const { say } = style;
  const { session, status, strategy, halted, equity, initial_equity: initial, time, moments, fills } = view;
  const wealth =
    equity === null || time === null
      ? say('no bar has been traded yet')
      : say('equity {equity} ({change}) after {moments} {moments:bar|bars} up to {time}; {fills} {fills:fill|fills}', {
          equity: money(equity),
          change: signedPercent(equity / initial - 1),
          moments,
          time: minuteText(time),
          fills,
        });
  const refusals = Object.entries(view.refused).map(([code, n]) => `${code.replaceAll('_', ' ')} ${n}`);
  const lines = [
    ...(halted === null ? [] : [say('HALTED: {reason}', { reason: halted })]),
    wealth,
    ...view.symbols.map((each) => symbolLine(each, say)),
    ...opinionLines(view, say),
    ...modelLine(view, say),
    ...(view.next_decision === null
      ? []
      : [say('next decision at the close of {time} UTC', { time: minuteText(view.next_decision) })]),
    ...(refusals.length === 0 ? [] : [say('refused by the guard: {reasons}', { reasons: refusals.join(', ') })]),
  ];
  const trouble = view.feed?.trouble ?? null;
  const wrong = [
    ...(trouble === null
      ? []
      : [
          say('now, since {time}: {reason}', {
            time: secondText(trouble.since),
            reason: untrusted(style.asTyped(trouble.reason)),
          }),
        ]),
    ...view.last_faults.map(
      ({ at, code, reason }) => `${secondText(at)} ${code.replaceAll('_', ' ')}: ${untrusted(style.asTyped(reason))}`,
    ),
  ];
  return [
    heading(
      `${session} (${say(MODE_WORDS[sessionModeOf(view)])}, ${untrusted(strategy)}, ${say(STATUS_WORDS[status])})`,
      style,
    ),
    ...lines.map((line) => paragraph(line, style, '  ')),
    ...wrong.map((line) => paragraph(line, style, `  ${warn} `)),
  ].join('\n');
}

function symbolLine(
  { symbol, price: last, position, exposure, wanted, sent, stop, trailing }: SymbolStanding,
  say: Say,
): string {
  const share = (value: number): string => percent(value);
  const holds =
    position === 0
      ? say('holds nothing')
      : say('holds {position} ({share} of equity)', { position: compact(position), share: share(exposure ?? 0) });
  const stops = [
    ...(stop === null ? [] : [say('stop at {price}', { price: price(stop) })]),
    ...(trailing === null ? [] : [say('follows by {share}', { share: share(trailing) })]),
  ];
  const rests = position === 0 ? [] : stops.length === 0 ? [say('no stop of its own')] : stops;
  const target =
    wanted === null
      ? []
      : [
          wanted === sent
            ? say('wants {wanted}', { wanted: share(wanted) })
            : sent === null
              ? say('wanted {wanted}, nothing was sent', { wanted: share(wanted) })
              : say('wanted {wanted}, {sent} was sent', { wanted: share(wanted), sent: share(sent) }),
        ];
  return [`${symbol} ${last === null ? say('without a price') : price(last)}`, holds, ...rests, ...target].join('; ');
}

function opinionLines({ opinion }: SessionStatusView, say: Say): string[] {
  if (opinion === null) return [];
  const { decided_at: at, answered_by: by, failure, prob_bull: bull, prob_bear: bear, k, k_max: most } = opinion;
  const time = minuteText(at);
  if (bull === null || bear === null) {
    return [say('opinion of {time}: none. {failure}', { time, failure: untrusted(failure ?? '') })];
  }
  const said = say('opinion of {time} by {name}: bull {bull}, bear {bear}', {
    time,
    name: by === null ? say('nobody') : untrusted(by),
    bull: percent(bull),
    bear: percent(bear),
  });
  if (k === null) return [said];
  const pair = ({ long, short }: typeof k.asked): string =>
    say('{long} long, {short} short', { long: compact(long), short: compact(short) });
  const capped =
    opinion.news_cap === null ? '' : say('; {pair} after the cap on news', { pair: pair(k.after_news_cap) });
  return [said, `${say('k {pair} of at most {most}', { pair: pair(k.asked), most: compact(most!) })}${capped}`];
}

function modelLine({ model }: SessionStatusView, say: Say): string[] {
  if (model === null) return [];
  const { questions, failed, calls, cost_usd: cost, cost_today_usd: today } = model;
  const limits = [
    ...(model.budget_per_day_usd === null ? [] : [say('${usd} a day', { usd: String(model.budget_per_day_usd) })]),
    ...(model.budget_per_run_usd === null ? [] : [say('${usd} a run', { usd: String(model.budget_per_run_usd) })]),
  ];
  const budget = limits.length === 0 ? say('no budget is set') : say('budget {limits}', { limits: limits.join(', ') });
  return [
    say(
      'model: {questions} {questions:question|questions}, {failed} failed, {calls} {calls:call|calls}; ${cost}, of it ${today} today; {budget}',
      { questions, failed, calls, cost: cost.toFixed(4), today: today.toFixed(4), budget },
    ),
  ];
}
