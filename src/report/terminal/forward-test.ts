import type { ForwardTest } from '../../evaluation/forward-test/forward-test.js';
import type { Registration } from '../../evaluation/forward-test/registration.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { decimals } from '../shared/numbers.js';
import type { TerminalStyle } from './style.js';
import { renderTable } from './table.js';
import { minuteText } from '../../core/time.js';

export interface RegisteredView {
  readonly number: number;
  readonly sha256: string;
  readonly registration: Registration;
}

export interface ForwardReportView extends RegisteredView {
  readonly result: ForwardTest;
  readonly decisions_later: number;
  readonly pending: { readonly n: number; readonly next_matures_at: number | null };
  readonly unscored: readonly { readonly reason: string; readonly n: number }[];
  readonly failed: readonly { readonly reason: string; readonly n: number }[];
  readonly calls: number;
  readonly cost_usd: number | null;
}

const minus = (text: string): string => text.replace('-', '−');
/** As many digits as tell small differences of Brier scores from 0. */
const difference = (value: number): string => minus(decimals(value, 4));

/** A registration that was just made: what was frozen, and the hash that proves it. */
export function renderRegistered(view: RegisteredView, style: TerminalStyle): string {
  return sections([
    heading(`Registered as number ${view.number}`, style),
    facts(view, style),
    paragraph(
      'Nothing was asked. Publish the hash (in a mail, a commit, a post) to prove when this was claimed: only decisions after this moment count.',
      style,
    ),
    paragraph(`Report: llm-trading evaluate --registered ${view.number} --data …`, style),
  ]);
}

function facts({ sha256, registration }: RegisteredView, style: TerminalStyle): string {
  const { model, prompt, settings, symbol, horizon_hours, step_hours, registered_at, alpha, hypothesis } = registration;
  const rows: [string, string][] = [
    ['hash', sha256],
    ['model', untrusted(model.version === null ? model.id : `${model.id}, version ${model.version}`)],
    ['prompt', prompt === null ? 'none' : `${prompt.id}@${prompt.sha256.slice(0, 12)}`],
    ['settings', `${registration.settings_sha256.slice(0, 12)} (temperature ${settings.temperature})`],
    ['fields', `${settings.fields.length}: ${settings.fields.join(', ')}`],
    ['asked', `${symbol}, ${horizon_hours} h ahead, every ${step_hours} h, after ${minuteText(registered_at)} UTC`],
    ['judged', `Brier score against climatology; ever wrong with a chance of ${alpha}`],
    ['claim', untrusted(hypothesis)],
  ];
  return rows.map(([name, text]) => paragraph(text, style, name.padEnd(10))).join('\n');
}

export function renderRegistrations(list: readonly RegisteredView[], style: TerminalStyle): string {
  if (list.length === 0) return paragraph('Nothing is registered yet: "evaluate --register" does it.', style);
  return renderTable(
    [
      { title: 'no.', align: 'right', width: 4 },
      { title: 'hash', width: 12 },
      { title: 'since (UTC)', width: 16 },
      { title: 'model', width: 20 },
      { title: 'symbol', width: 9 },
      { title: 'hours', align: 'right', width: 7 },
    ],
    list.map(({ number, sha256, registration: { registered_at, model, symbol, horizon_hours, step_hours } }) => [
      String(number),
      sha256.slice(0, 12),
      minuteText(registered_at),
      untrusted(model.id).slice(0, 20),
      symbol,
      `${horizon_hours}/${step_hours}`,
    ]),
    style,
  );
}

export function renderForwardTest(view: ForwardReportView, style: TerminalStyle): string {
  return sections([
    heading(`Forward test ${view.number}: ${verdictText(view)}`, style),
    facts(view, style),
    counts(view, style),
    intervalText(view, style),
  ]);
}

function verdictText({ result }: ForwardReportView): string {
  if (result.decisions === 0) return 'nothing can be said yet';
  if (result.verdict === 'undecided') return 'undecided';
  return result.verdict === 'better' ? 'it is better than climatology' : 'it is worse than climatology';
}

const EXCLUDED: Readonly<Record<keyof ForwardTest['excluded'], string>> = {
  'not-later': 'not later than the registration',
  'other-model': 'answered by another model or version',
  'other-prompt': 'asked with another prompt',
  'other-settings': 'with other fields than were registered',
  'other-symbol': 'of another symbol',
  'other-horizon': 'of another horizon',
  overlapping: 'overlapping the window of the one before',
};

function counts(view: ForwardReportView, style: TerminalStyle): string {
  const { result, pending, decisions_later: later } = view;
  const lines = [
    `${later} decisions since the registration; ${result.decisions} of them count.`,
    ...(pending.n === 0
      ? []
      : [
          `${pending.n} pending: their windows are open${pending.next_matures_at === null ? '' : `, the next closes at ${minuteText(pending.next_matures_at)} UTC`}.`,
        ]),
    ...(Object.entries(result.excluded) as [keyof ForwardTest['excluded'], number][]).flatMap(([reason, n]) =>
      n === 0 ? [] : [`${n} left out: ${EXCLUDED[reason]}.`],
    ),
    ...view.unscored.map(({ reason, n }) => `${n} without a label: ${reason}.`),
    ...view.failed.map(({ reason, n }) => `${n} without an opinion: ${untrusted(reason)}`),
    `${view.calls} model calls, ${view.cost_usd === null ? 'of unknown cost' : `$${view.cost_usd.toFixed(2)}`}.`,
  ];
  return lines.map((line) => paragraph(line, style)).join('\n');
}

function intervalText({ result }: ForwardReportView, style: TerminalStyle): string | null {
  const { brier_difference: value, skill } = result;
  if (value === null) return null;
  const share =
    skill === null
      ? ''
      : ` As a share of climatology's score: skill ${minus(decimals(skill.value, 3))} [${minus(decimals(skill.lower, 3))}, ${minus(decimals(skill.upper, 3))}].`;
  return paragraph(
    `Brier score better than climatology's by ${difference(value)} [${difference(result.lower)}, ${difference(result.upper)}], at ${Math.round((1 - result.alpha) * 1_000) / 10} %: the interval holds however often it is looked at.${share}`,
    style,
  );
}
