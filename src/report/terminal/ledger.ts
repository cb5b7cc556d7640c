import type { LedgerDayRow, ListedCall, PrunedCalls, ShownCall } from '../../contract/ledger.js';
import type { Say } from '../language/say.js';
import { latency } from './answerer.js';
import { heading, paragraph, plain, sections, truncate, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { confidence, probabilities } from './cycle.js';
import { decimals } from '../shared/numbers.js';
import type { TerminalStyle } from './style.js';
import { renderTable, type Column } from './table.js';
import { minuteOf } from '../../core/time.js';
import { field } from '../../core/request-field.js';

const right = 'right' as const;

const usd = (value: number | null): string => {
  if (value === null) return '?';
  if (value === 0) return '0';
  if (value < 0.0001) return '<.0001';
  return decimals(value, value < 10 ? 4 : 2);
};
const count = (value: number | null): string => (value === null ? '?' : decimals(value, 0));
/** The first digits of a digest tell one build from another. */
const version = (text: string | null): string =>
  text === null ? '' : untrusted(text.replace(/^(?:sha256:)?([0-9a-f]{8})[0-9a-f]{4,}$/, '$1')).slice(0, 8);

/** What of a question is not as usual: `no news`, `sample 2`, `repair`. */
const kind = ({ variant, sample, repair }: ListedCall, say: Say): string =>
  [
    variant === 'none' ? '' : variant === 'without-news' ? say('no news') : untrusted(variant),
    sample === 0 ? '' : say('sample {n}', { n: sample }),
    repair === 0 ? '' : say('repair'),
  ]
    .filter((part) => part !== '')
    .join(', ');

/** Widths of the columns, so that a call is one line of 80 columns, or of 120 with the build of the model. */
const NARROW = { time: 11, model: 10, kind: 10, tokens: 9, took: 6, usd: 6, key: 6 } as const;
const WIDE = { time: 16, model: 24, kind: 14, tokens: 11, took: 7, usd: 7, key: 8 } as const;

/** The newest calls. How a call ended is said where it is not an ordinary end. */
export function renderCalls(
  { calls, more }: { readonly calls: readonly ListedCall[]; readonly more: boolean },
  style: TerminalStyle,
): string {
  const { say } = style;
  if (calls.length === 0) return paragraph(say('No recorded call matches.'), style);
  const wide = style.width >= 120;
  const widths = wide ? WIDE : NARROW;
  const columns: Column[] = [
    { title: wide ? say('time (UTC)') : 'UTC', width: widths.time },
    { title: say('model'), width: widths.model },
    ...(wide ? [{ title: say('version'), width: 8 }] : []),
    { title: say('kind'), width: widths.kind },
    { title: say('tokens'), align: right, width: widths.tokens },
    { title: say('took'), align: right, width: widths.took },
    { title: 'USD', align: right, width: widths.usd },
    { title: say('key'), width: widths.key },
  ];
  const rows = calls.map((call) => {
    const name = wide ? call.model : call.model.slice(call.model.indexOf('/') + 1);
    const time = minuteOf(call.created_at);
    const failed = call.finish === 'failed';
    return [
      wide ? time : time.slice(5),
      truncate(untrusted(name), widths.model, style),
      ...(wide ? [version(call.model_version)] : []),
      [kind(call, say), call.finish === 'stop' ? '' : style.word(call.finish)].filter((part) => part !== '').join(' '),
      failed ? '' : `${short(call.prompt_tokens)}+${short(call.completion_tokens)}`,
      call.latency_ms < 100_000
        ? latency(call.latency_ms, style)
        : say('{seconds} s', { seconds: String(Math.round(call.latency_ms / 1_000)) }),
      failed ? '' : usd(call.cost_usd),
      call.key.slice(0, widths.key),
    ];
  });
  const note = more
    ? paragraph(
        style.asTyped(
          say('There are more: {option} shows them, filters narrow them down.', { option: field('limit') }),
        ),
        style,
      )
    : null;
  return [renderTable(columns, rows, style), ...(note === null ? [] : [note])].join('\n');
}

/** `3379`, `12k`. */
const short = (tokens: number | null): string => {
  if (tokens === null) return '?';
  return tokens < 10_000 ? String(tokens) : `${Math.round(tokens / 1_000)}k`;
};

const fromCache = (tokens: number | null, say: Say): string =>
  tokens === null || tokens === 0 ? '' : ` ${say('({n} of the prompt from the server’s cache)', { n: tokens })}`;

/** Texts from outside, line by line, so that they keep their form and cannot steer the terminal. */
const lines = (text: string): string =>
  text
    .split('\n')
    .map((line) => /^ */.exec(line)![0] + untrusted(line))
    .join('\n');

/** One call: what was asked, what came back, and what the parser makes of it. */
export function renderCall(call: ShownCall, style: TerminalStyle): string {
  const { paint, say } = style;
  const facts: [string, string][] = [
    [say('key'), call.key],
    [say('question'), call.question],
    [say('time'), `${call.created_at.slice(0, 19).replace('T', ' ')} UTC`],
    [say('model'), untrusted(call.model)],
    [say('version'), call.model_version === null ? say('not said') : untrusted(call.model_version)],
    [
      say('kind'),
      [kind(call, say), say('{name} format', { name: call.format })].filter((part) => part !== '').join(', '),
    ],
    [
      say('tokens'),
      `${count(call.prompt_tokens)} + ${count(call.completion_tokens)}${fromCache(call.cached_prompt_tokens, say)}`,
    ],
    [say('took'), latency(call.latency_ms, style)],
    ['USD', usd(call.cost_usd)],
    [say('end'), style.word(call.finish)],
  ];
  const width = Math.max(8, ...facts.map(([name]) => name.length));
  const head = facts.map(([name, value]) => paragraph(value, style, `${name.padEnd(width)} `)).join('\n');
  return sections([
    head,
    `${heading(say('System prompt'), style)}\n${lines(call.system)}`,
    `${heading(say('User prompt'), style)}\n${lines(call.user)}`,
    call.failure === null ? `${heading(say('Answer'), style)}\n${lines(call.text)}` : null,
    verdict(call, style, paint),
  ]);
}

function verdict(call: ShownCall, style: TerminalStyle, paint: TerminalStyle['paint']): string {
  const marks = marksOf(style);
  const { say } = style;
  const { failure, assessment, refused_because, corrections } = call;
  if (failure !== null) {
    return paint.red(
      paragraph(`${untrusted(style.asTyped(failure.message))} (${untrusted(failure.code)})`, style, `${marks.fail} `),
    );
  }
  if (assessment === null)
    return paint.red(
      paragraph(
        say('No regime: {reason}', {
          reason: refused_because === null ? say('it was cut') : untrusted(style.asTyped(refused_because)),
        }),
        style,
        `${marks.fail} `,
      ),
    );
  const facts = [say(assessment.regime_label), probabilities(assessment, style), confidence(assessment, style)];
  return [
    paint.green(paragraph(plain(facts.join(marks.dot), style), style, `${marks.ok} `)),
    ...corrections.map((text) => paragraph(untrusted(style.asTyped(text)), style, `${marks.bullet} `)),
  ].join('\n');
}

/** Calls and costs by day and model, and their sum. */
export function renderLedgerDays(days: readonly LedgerDayRow[], style: TerminalStyle): string {
  const { say } = style;
  if (days.length === 0) return paragraph(say('No recorded call matches.'), style);
  const cached = days.some((day) => day.cached_prompt_tokens > 0);
  const columns: Column[] = [
    { title: say('day (UTC)') },
    { title: say('model') },
    { title: say('calls'), align: right },
    { title: say('failed^calls'), align: right },
    { title: say('tokens in'), align: right },
    ...(cached ? [{ title: say('cached'), align: right }] : []),
    { title: say('out'), align: right },
    { title: 'USD', align: right },
  ];
  const row = (first: readonly string[], parts: readonly LedgerDayRow[]): string[] => {
    const sum = (value: (day: LedgerDayRow) => number): number => parts.reduce((total, day) => total + value(day), 0);
    return [
      ...first,
      ...[sum((day) => day.calls), sum((day) => day.failed)].map(count),
      count(sum((day) => day.prompt_tokens)),
      ...(cached ? [count(sum((day) => day.cached_prompt_tokens))] : []),
      count(sum((day) => day.completion_tokens)),
      `${usd(sum((day) => day.cost_usd))}${sum((day) => day.unpriced) > 0 ? ' + ?' : ''}`,
    ];
  };
  const rows = days.map((day) => row([day.day, truncate(untrusted(day.model), 24, style)], [day]));
  if (days.length > 1) rows.push(row([say('in all'), ''], days));
  const unpriced = days.reduce((total, day) => total + day.unpriced, 0);
  const note =
    unpriced === 0
      ? null
      : paragraph(say('"?": the price of {n} {n:call|calls} is not known.', { n: unpriced }), style);
  return [renderTable(columns, rows, style), ...(note === null ? [] : [note])].join('\n');
}

/** What would go, or went. */
export function renderPrune(view: PrunedCalls, style: TerminalStyle): string {
  const { bullet } = marksOf(style);
  const { say } = style;
  const { calls, total, cost_usd, byModel, done, kept_for_budget, kept_as_needed } = view;
  const again =
    cost_usd > 0 ? ` ${say('Asking them again would cost ${usd}, at the price of then.', { usd: usd(cost_usd) })}` : '';
  const kept = [
    ...(kept_for_budget === 0
      ? []
      : [say('{n} paid today stay: the budget of the day is counted by them.', { n: kept_for_budget })]),
    ...(kept_as_needed === 0 ? [] : [say('{n} stay, since a registered test needs them.', { n: kept_as_needed })]),
  ];
  return [
    paragraph(
      `${
        done
          ? say('Deleted {n} of {total} recorded calls.', { n: calls, total })
          : say('{n} of {total} recorded calls would go.', { n: calls, total })
      }${again}`,
      style,
    ),
    ...byModel.map(({ model, calls: some }) => paragraph(`${untrusted(model)}: ${count(some)}`, style, `  ${bullet} `)),
    ...kept.map((text) => paragraph(text, style)),
    ...(done || calls === 0
      ? []
      : [
          paragraph(
            style.asTyped(
              say('Nothing was deleted: {option} does it. A replay that needs one of them then fails.', {
                option: field('yes'),
              }),
            ),
            style,
          ),
        ]),
  ].join('\n');
}
