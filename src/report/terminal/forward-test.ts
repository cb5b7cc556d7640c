import type { ForwardReport, RegisteredDocument } from '../../contract/forward-test.js';
import type { ForwardTest } from '../../evaluation/forward-test/forward-test.js';
import type { TerminalWord } from '../language/say.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { decimals } from '../shared/numbers.js';
import type { TerminalStyle } from './style.js';
import { renderTable } from './table.js';
import { minuteText } from '../../core/time.js';
import { shellCommand } from '../../core/shell-command.js';

const minus = (text: string): string => text.replace('-', '−');
/** As many digits as tell small differences of Brier scores from 0. */
const difference = (value: number): string => minus(decimals(value, 4));

/** A registration that was just made: what was frozen, and the hash that proves it. */
export function renderRegistered(view: RegisteredDocument, style: TerminalStyle): string {
  const { say } = style;
  return sections([
    heading(say('Registered as number {n}', { n: view.number }), style),
    facts(view, style),
    paragraph(
      say(
        'Nothing was asked. Publish the hash (in a mail, a commit, a post) to prove when this was claimed: only decisions after this moment count.',
      ),
      style,
    ),
    paragraph(
      say('Report: {command}', { command: shellCommand('evaluate', { registered: String(view.number), data: '…' }) }),
      style,
    ),
  ]);
}

function facts({ sha256, registration }: RegisteredDocument, style: TerminalStyle): string {
  const { say } = style;
  const { model, prompt, settings, symbol, horizon_hours, step_hours, registered_at, alpha, hypothesis } = registration;
  const rows: [string, string][] = [
    [say('hash'), sha256],
    [
      say('model'),
      untrusted(
        model.version === null ? model.id : `${model.id}${say(', version {version}', { version: model.version })}`,
      ),
    ],
    [say('prompt'), prompt === null ? say('none') : `${prompt.id}@${prompt.sha256.slice(0, 12)}`],
    [
      say('settings'),
      say('{hash} (temperature {temperature})', {
        hash: registration.settings_sha256.slice(0, 12),
        temperature: String(settings.temperature),
      }),
    ],
    [say('fields'), `${settings.fields.length}: ${settings.fields.join(', ')}`],
    [
      say('asked^fact'),
      say('{symbol}, {horizon} h ahead, every {step} h, after {time} UTC', {
        symbol,
        horizon: String(horizon_hours),
        step: String(step_hours),
        time: minuteText(registered_at),
      }),
    ],
    [
      say('judged'),
      say('Brier score against climatology; ever wrong with a chance of {alpha}', { alpha: String(alpha) }),
    ],
    [say('claim'), untrusted(hypothesis)],
  ];
  const width = Math.max(9, ...rows.map(([name]) => name.length)) + 1;
  return rows.map(([name, text]) => paragraph(text, style, name.padEnd(width))).join('\n');
}

export function renderRegistrations(list: readonly RegisteredDocument[], style: TerminalStyle): string {
  const { say } = style;
  if (list.length === 0) {
    const command = shellCommand('evaluate', { register: true });
    return paragraph(say('Nothing is registered yet: "{command}" does it.', { command }), style);
  }
  return renderTable(
    [
      { title: say('no.'), align: 'right', width: 4 },
      { title: say('hash'), width: 12 },
      { title: say('since (UTC)'), width: 16 },
      { title: say('model'), width: 20 },
      { title: say('symbol'), width: 9 },
      { title: say('hours'), align: 'right', width: 7 },
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

export function renderForwardTest(view: ForwardReport, style: TerminalStyle): string {
  return sections([
    heading(style.say('Forward test {n}: {verdict}', { n: view.number, verdict: style.say(verdictText(view)) }), style),
    facts(view, style),
    counts(view, style),
    intervalText(view, style),
  ]);
}

function verdictText({ result }: ForwardReport): TerminalWord {
  if (result.decisions === 0) return 'nothing can be said yet';
  if (result.verdict === 'undecided') return 'undecided';
  return result.verdict === 'better' ? 'it is better than climatology' : 'it is worse than climatology';
}

const EXCLUDED: Readonly<Record<keyof ForwardTest['excluded'], TerminalWord>> = {
  'not-later': 'not later than the registration',
  'other-model': 'answered by another model or version',
  'other-prompt': 'asked with another prompt',
  'other-settings': 'with other fields than were registered',
  'other-symbol': 'of another symbol',
  'other-horizon': 'of another horizon',
  overlapping: 'overlapping the window of the one before',
};

function counts(view: ForwardReport, style: TerminalStyle): string {
  const { say } = style;
  const { result, pending, decisions_later: later } = view;
  const lines = [
    say('{later} {later:decision|decisions} since the registration; {n} of them count.', {
      later,
      n: result.decisions,
    }),
    ...(pending.n === 0
      ? []
      : [
          pending.next_matures_at === null
            ? say('{n} pending: their windows are open.', { n: pending.n })
            : say('{n} pending: their windows are open, the next closes at {time} UTC.', {
                n: pending.n,
                time: minuteText(pending.next_matures_at),
              }),
        ]),
    ...(Object.entries(result.excluded) as [keyof ForwardTest['excluded'], number][]).flatMap(([reason, n]) =>
      n === 0 ? [] : [say('{n} left out: {reason}.', { n, reason: say(EXCLUDED[reason]) })],
    ),
    ...view.unscored.map(({ reason, n }) =>
      say('{n} without a label: {reason}.', { n, reason: style.asTyped(reason) }),
    ),
    ...view.failed.map(({ reason, n }) =>
      say('{n} without an opinion: {reason}', { n, reason: untrusted(style.asTyped(reason)) }),
    ),
    view.cost_usd === null
      ? say('{n} model {n:call|calls}, of unknown cost.', { n: view.calls })
      : say('{n} model {n:call|calls}, ${usd}.', { n: view.calls, usd: view.cost_usd.toFixed(2) }),
  ];
  return lines.map((line) => paragraph(line, style)).join('\n');
}

function intervalText({ result }: ForwardReport, style: TerminalStyle): string | null {
  const { brier_difference: value, skill } = result;
  if (value === null) return null;
  const { say } = style;
  const share =
    skill === null
      ? ''
      : ` ${say("As a share of climatology's score: skill {skill} [{low}, {high}].", {
          skill: minus(decimals(skill.value, 3)),
          low: minus(decimals(skill.lower, 3)),
          high: minus(decimals(skill.upper, 3)),
        })}`;
  return paragraph(
    `${say(
      "Brier score better than climatology's by {better} [{low}, {high}], at {level} %: the interval holds however often it is looked at.",
      {
        better: difference(value),
        low: difference(result.lower),
        high: difference(result.upper),
        level: String(Math.round((1 - result.alpha) * 1_000) / 10),
      },
    )}${share}`,
    style,
  );
}
