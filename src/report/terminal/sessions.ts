import { shellCommand } from '../../core/shell-command.js';
import type { LiveResult, PaperResult, SessionEarned, SessionRow } from '../../contract/session.js';
import { DAY, minuteText } from '../../core/time.js';
import { compact, money, percent, price } from '../shared/format.js';
import { counted } from './data.js';
import { paragraph, sections } from './layout.js';
import type { TerminalStyle } from './style.js';
import { untrusted } from './layout.js';

/** How a session stands, in words. */
export const STATUS_WORDS: Readonly<Record<SessionRow['status'], string>> = {
  running: 'running',
  ended: 'ended',
  crashed: 'crashed: the same command goes on where it was',
  quarantined: 'its journal cannot be trusted: "llm-trading journal verify" says why',
};

/** What a session is, in words: one whose orders go nowhere says so. */
export const kindWords = ({ kind, venue }: Pick<SessionRow, 'kind' | 'venue'>): string =>
  venue?.mode === 'dry-run' ? 'dry run' : kind;

export const NO_SESSIONS = `There are no sessions yet: "${shellCommand('paper', { demo: true })}" begins one.`;

const END: Readonly<Record<PaperResult['end']['code'], string>> = {
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
    [paragraph(`Session ${result.session}`, style), ...standing(result, style)].join('\n'),
    paragraph(
      `${END[result.end.code]} Its journal is in ${result.folder}; "llm-trading sessions show ${result.session}" shows it again.`,
      style,
    ),
  ]);
}

/** The same of a session at an exchange. */
export function renderLive(result: LiveResult, style: TerminalStyle): string {
  const { blocked, venue } = result;
  const where = `${venue.market === 'spot' ? 'Spot' : 'USD-M futures'}, ${venue.mode}.`;
  return sections([
    renderPaper(result, style),
    paragraph(blocked === null ? where : `${where} NOTHING IS TRADED: ${blocked}`, style),
  ]);
}

export function renderSessions(rows: readonly SessionRow[], style: TerminalStyle): string {
  if (rows.length === 0) {
    return paragraph(NO_SESSIONS, style);
  }
  return sections(rows.map((row) => renderSession(row, style)));
}

export function renderSession(row: SessionRow, style: TerminalStyle): string {
  const what = `${row.strategy} on ${row.data.map(untrusted).join(', ')}`;
  return [
    paragraph(`${row.session} (${kindWords(row)}, ${STATUS_WORDS[row.status]})`, style),
    paragraph(`${untrusted(what)}, begun ${row.created_at.slice(0, 16).replace('T', ' ')}`, style, '  '),
    ...(row.halted === null ? [] : [paragraph(`HALTED: ${row.halted}`, style, '  ')]),
    ...standing(row, style),
    ...(row.earned === undefined ? [] : [paragraph(earnedText(row.earned), style, '  ')]),
    ...coming(row).map((line) => paragraph(line, style, '  ')),
  ].join('\n');
}

/** How far the last opinion was traded, and by what. */
function earnedText({ rule, share, decisions, age_ms: age, decided_at: at }: SessionEarned): string {
  const rests = age === null ? '' : `, the last of which was known ${(age / DAY).toFixed(1)} days before`;
  const what = `${(share * 100).toFixed(1)} % of an opinion (${untrusted(rule)})`;
  return `earned ${what}, by ${counted(decisions, 'decision')}${rests}; at ${minuteText(at)}`;
}

/** What a session on live prices waits for, and what is wrong with that. */
function coming({ feed, faults = {}, status }: SessionRow): string[] {
  const wrong = Object.entries(faults).map(([code, n]) => `${code.replaceAll('_', ' ')} ${n}`);
  const past = wrong.length === 0 ? [] : [`went wrong so far: ${wrong.join(', ')}`];
  if (feed === undefined) return past;
  const { exchange, interval, next_bar: next, lag_ms: lag, trouble } = feed;
  const verb = status === 'running' ? 'waits for' : 'would wait for';
  const last =
    lag === null ? 'none was taken yet' : `the last one was taken ${(lag / 1_000).toFixed(1)} s after its close`;
  return [
    `${verb} the ${interval} bar of ${minuteText(next)} from ${untrusted(exchange)}; ${last}`,
    ...(trouble === null ? [] : [`since ${minuteText(trouble.since)}: ${untrusted(trouble.reason)}`]),
    ...past,
  ];
}

function standing(row: Standing, style: TerminalStyle): string[] {
  const { time, moments, initial_equity: initial, equity, fills, refused, positions, stops } = row;
  if (time === null || equity === null) return [paragraph('No bar has been traded yet.', style, '  ')];
  const held = Object.entries(positions).filter(([, quantity]) => quantity !== 0);
  const holds =
    held.length === 0
      ? 'nothing'
      : held
          .map(
            ([symbol, quantity]) =>
              `${compact(quantity)} ${symbol}${stops === undefined ? '' : stopText(stops[symbol])}`,
          )
          .join(', ');
  const refusals = Object.entries(refused).map(([code, n]) => `${code.replaceAll('_', ' ')} ${n}`);
  return [
    `${counted(moments, 'bar')} up to ${minuteText(time)}; ${counted(fills, 'fill')}`,
    `equity ${money(equity)} after ${money(initial)}: ${percent(equity / initial - 1)}`,
    `holds ${holds}`,
    ...(refusals.length === 0 ? [] : [`refused by the guard: ${refusals.join(', ')}`]),
  ].map((line) => paragraph(line, style, '  '));
}

/** Where the stop of a position rests. */
function stopText(stop: SessionRow['stops'][string] | undefined): string {
  if (stop === undefined) return ' (no stop of its own)';
  const follows = stop.trailing === null ? '' : `, follows by ${percent(stop.trailing)}`;
  return ` (stop at ${price(stop.stop)}${follows})`;
}
