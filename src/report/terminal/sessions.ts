import { shellCommand } from '../../core/shell-command.js';
import {
  sessionModeOf,
  type LiveResult,
  type PaperResult,
  type SessionEarned,
  type SessionMode,
  type SessionRow,
} from '../../contract/session.js';
import { DAY, minuteText } from '../../core/time.js';
import { compact, money, percent, price } from '../shared/format.js';
import type { Say, TerminalWord } from '../language/say.js';
import { paragraph, sections } from './layout.js';
import type { TerminalStyle } from './style.js';
import { untrusted } from './layout.js';

/** How a session stands, in words. */
export const STATUS_WORDS: Readonly<Record<SessionRow['status'], TerminalWord>> = {
  running: 'running',
  ended: 'ended',
  crashed: 'crashed: the same command goes on where it was',
  quarantined: 'its journal cannot be trusted: "llm-trading journal verify" says why',
};

/** What a session trades with, in words. */
export const MODE_WORDS: Readonly<Record<SessionMode, TerminalWord>> = {
  paper: 'paper',
  'dry-run': 'dry run',
  rehearsal: 'rehearsal',
  demo: 'demo trading',
  real: 'real money',
};

export const noSessions = (style: TerminalStyle): string =>
  paragraph(
    style.say('There are no sessions yet: "{command}" begins one.', { command: shellCommand('paper', { demo: true }) }),
    style,
  );

const END: Readonly<Record<PaperResult['end']['code'], TerminalWord>> = {
  no_more_bars: 'There are no more bars.',
  interrupted: 'Interrupted; the same command goes on where it was.',
  stopped: 'Stopped; the same command goes on where it was.',
};

type Standing = Pick<PaperResult, 'time' | 'moments' | 'initial_equity' | 'fills' | 'refused' | 'positions'> & {
  readonly equity: number | null;
  readonly stops?: SessionRow['stops'];
};

/** How a session stands at the end of its process. */
export function renderPaper(result: PaperResult, style: TerminalStyle): string {
  return sections([
    [paragraph(style.say('Session {name}', { name: result.session }), style), ...standing(result, style)].join('\n'),
    paragraph(
      `${style.say(END[result.end.code])} ${style.say('Its journal is in {folder}; "llm-trading sessions show {session}" shows it again.', { folder: result.folder, session: result.session })}`,
      style,
    ),
  ]);
}

/** The same of a session at an exchange. */
export function renderLive(result: LiveResult, style: TerminalStyle): string {
  const { blocked, venue } = result;
  const { say } = style;
  const where = `${venue.market === 'spot' ? say('Spot') : say('USD-M futures')}, ${say(MODE_WORDS[venue.mode])}.`;
  return sections([
    renderPaper(result, style),
    paragraph(blocked === null ? where : `${where} ${say('NOTHING IS TRADED: {reason}', { reason: blocked })}`, style),
  ]);
}

export function renderSessions(rows: readonly SessionRow[], style: TerminalStyle): string {
  if (rows.length === 0) {
    return noSessions(style);
  }
  return sections(rows.map((row) => renderSession(row, style)));
}

export function renderSession(row: SessionRow, style: TerminalStyle): string {
  const { say } = style;
  const what = say('{strategy} on {data}, begun {time}', {
    strategy: row.strategy,
    data: row.data.map(untrusted).join(', '),
    time: row.created_at.slice(0, 16).replace('T', ' '),
  });
  return [
    paragraph(`${row.session} (${say(MODE_WORDS[sessionModeOf(row)])}, ${say(STATUS_WORDS[row.status])})`, style),
    paragraph(untrusted(what), style, '  '),
    ...(row.venue?.fills === undefined ? [] : [paragraph(say('fills by the order book of the moment'), style, '  ')]),
    ...(row.halted === null ? [] : [paragraph(say('HALTED: {reason}', { reason: row.halted }), style, '  ')]),
    ...standing(row, style),
    ...(row.earned === undefined ? [] : [paragraph(earnedText(row.earned, say), style, '  ')]),
    ...coming(row, style).map((line) => paragraph(line, style, '  ')),
  ].join('\n');
}

/** How far the last opinion was traded, and by what. */
function earnedText({ rule, share, decisions, age_ms: age, decided_at: at }: SessionEarned, say: Say): string {
  const values = { share: (share * 100).toFixed(1), rule: untrusted(rule), decisions, time: minuteText(at) };
  if (age === null) {
    return say(
      'earned {share} % of an opinion ({rule}), by {decisions} {decisions:decision|decisions}; at {time}',
      values,
    );
  }
  return say(
    'earned {share} % of an opinion ({rule}), by {decisions} {decisions:decision|decisions}, the last of which was known {days} days before; at {time}',
    { ...values, days: (age / DAY).toFixed(1) },
  );
}

/** What a session on live prices waits for, and what is wrong with that. */
function coming({ feed, faults = {}, status }: SessionRow, { say, asTyped }: TerminalStyle): string[] {
  const wrong = Object.entries(faults).map(([code, n]) => `${code.replaceAll('_', ' ')} ${n}`);
  const past = wrong.length === 0 ? [] : [say('went wrong so far: {faults}', { faults: wrong.join(', ') })];
  if (feed === undefined) return past;
  const { exchange, interval, next_bar: next, lag_ms: lag, trouble } = feed;
  const last =
    lag === null
      ? say('none was taken yet')
      : say('the last one was taken {seconds} s after its close', { seconds: (lag / 1_000).toFixed(1) });
  const values = { interval, time: minuteText(next), exchange: untrusted(exchange), last };
  return [
    status === 'running'
      ? say('waits for the {interval} bar of {time} from {exchange}; {last}', values)
      : say('would wait for the {interval} bar of {time} from {exchange}; {last}', values),
    ...(trouble === null
      ? []
      : [
          say('since {time}: {reason}', {
            time: minuteText(trouble.since),
            reason: untrusted(asTyped(trouble.reason)),
          }),
        ]),
    ...past,
  ];
}

function standing(row: Standing, style: TerminalStyle): string[] {
  const { say } = style;
  const { time, moments, initial_equity: initial, equity, fills, refused, positions, stops } = row;
  if (time === null || equity === null) return [paragraph(say('No bar has been traded yet.'), style, '  ')];
  const held = Object.entries(positions).filter(([, quantity]) => quantity !== 0);
  const holds =
    held.length === 0
      ? say('nothing')
      : held
          .map(
            ([symbol, quantity]) =>
              `${compact(quantity)} ${symbol}${stops === undefined ? '' : stopText(stops[symbol], say)}`,
          )
          .join(', ');
  const refusals = Object.entries(refused).map(([code, n]) => `${code.replaceAll('_', ' ')} ${n}`);
  return [
    say('{moments} {moments:bar|bars} up to {time}; {fills} {fills:fill|fills}', {
      moments,
      time: minuteText(time),
      fills,
    }),
    say('equity {equity} after {initial}: {change}', {
      equity: money(equity),
      initial: money(initial),
      change: percent(equity / initial - 1),
    }),
    say('holds {what}', { what: holds }),
    ...(refusals.length === 0 ? [] : [say('refused by the guard: {reasons}', { reasons: refusals.join(', ') })]),
  ].map((line) => paragraph(line, style, '  '));
}

/** Where the stop of a position rests. */
function stopText(stop: SessionRow['stops'][string] | undefined, say: Say): string {
  if (stop === undefined) return say(' (no stop of its own)');
  if (stop.trailing === null) return say(' (stop at {price})', { price: price(stop.stop) });
  return say(' (stop at {price}, follows by {share})', { price: price(stop.stop), share: percent(stop.trailing) });
}
