import type { LedgerDayRow, ListedCall, PrunedCalls, ShownCall } from '../../contract/ledger.js';
import { latency } from './answerer.js';
import { heading, paragraph, plain, sections, truncate, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { decimals, probability } from '../shared/numbers.js';
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
const kind = ({ variant, sample, repair }: ListedCall): string =>
  [
    variant === 'none' ? '' : variant === 'without-news' ? 'no news' : untrusted(variant),
    sample === 0 ? '' : `sample ${sample}`,
    repair === 0 ? '' : 'repair',
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
  if (calls.length === 0) return paragraph('No recorded call matches.', style);
  const wide = style.width >= 120;
  const widths = wide ? WIDE : NARROW;
  const columns: Column[] = [
    { title: wide ? 'time (UTC)' : 'UTC', width: widths.time },
    { title: 'model', width: widths.model },
    ...(wide ? [{ title: 'version', width: 8 }] : []),
    { title: 'kind', width: widths.kind },
    { title: 'tokens', align: right, width: widths.tokens },
    { title: 'took', align: right, width: widths.took },
    { title: 'USD', align: right, width: widths.usd },
    { title: 'key', width: widths.key },
  ];
  const rows = calls.map((call) => {
    const name = wide ? call.model : call.model.slice(call.model.indexOf('/') + 1);
    const time = minuteOf(call.created_at);
    const failed = call.finish === 'failed';
    return [
      wide ? time : time.slice(5),
      truncate(untrusted(name), widths.model, style),
      ...(wide ? [version(call.model_version)] : []),
      [kind(call), call.finish === 'stop' ? '' : call.finish].filter((part) => part !== '').join(' '),
      failed ? '' : `${short(call.prompt_tokens)}+${short(call.completion_tokens)}`,
      call.latency_ms < 100_000 ? latency(call.latency_ms, style) : `${Math.round(call.latency_ms / 1_000)} s`,
      failed ? '' : usd(call.cost_usd),
      call.key.slice(0, widths.key),
    ];
  });
  const note = more
    ? paragraph(style.asTyped(`There are more: ${field('limit')} shows them, filters narrow them down.`), style)
    : null;
  return [renderTable(columns, rows, style), ...(note === null ? [] : [note])].join('\n');
}

/** `3379`, `12k`. */
const short = (tokens: number | null): string => {
  if (tokens === null) return '?';
  return tokens < 10_000 ? String(tokens) : `${Math.round(tokens / 1_000)}k`;
};

const fromCache = (tokens: number | null): string =>
  tokens === null || tokens === 0 ? '' : ` (${count(tokens)} of the prompt from the server’s cache)`;

/** Texts from outside, line by line, so that they keep their form and cannot steer the terminal. */
const lines = (text: string): string =>
  text
    .split('\n')
    .map((line) => /^ */.exec(line)![0] + untrusted(line))
    .join('\n');

/** One call: what was asked, what came back, and what the parser makes of it. */
export function renderCall(call: ShownCall, style: TerminalStyle): string {
  const { paint } = style;
  const facts: [string, string][] = [
    ['key', call.key],
    ['question', call.question],
    ['time', `${call.created_at.slice(0, 19).replace('T', ' ')} UTC`],
    ['model', untrusted(call.model)],
    ['version', call.model_version === null ? 'not said' : untrusted(call.model_version)],
    ['kind', [kind(call), `${call.format} format`].filter((part) => part !== '').join(', ')],
    [
      'tokens',
      `${count(call.prompt_tokens)} + ${count(call.completion_tokens)}${fromCache(call.cached_prompt_tokens)}`,
    ],
    ['took', latency(call.latency_ms, style)],
    ['USD', usd(call.cost_usd)],
    ['end', call.finish],
  ];
  const head = facts.map(([name, value]) => paragraph(value, style, `${name.padEnd(8)} `)).join('\n');
  return sections([
    head,
    `${heading('System prompt', style)}\n${lines(call.system)}`,
    `${heading('User prompt', style)}\n${lines(call.user)}`,
    call.failure === null ? `${heading('Answer', style)}\n${lines(call.text)}` : null,
    verdict(call, style, paint),
  ]);
}

function verdict(call: ShownCall, style: TerminalStyle, paint: TerminalStyle['paint']): string {
  const marks = marksOf(style);
  const { failure, assessment, refused_because, corrections } = call;
  if (failure !== null) {
    return paint.red(
      paragraph(`${untrusted(style.asTyped(failure.message))} (${untrusted(failure.code)})`, style, `${marks.fail} `),
    );
  }
  if (assessment === null)
    return paint.red(paragraph(`No regime: ${untrusted(refused_because ?? 'it was cut')}`, style, `${marks.fail} `));
  const { prob_bull, prob_bear, regime_label, confidence_level } = assessment;
  const facts = [
    regime_label,
    `${probability(prob_bull)} bull, ${probability(prob_bear)} bear`,
    `${confidence_level} confidence`,
  ];
  return [
    paint.green(paragraph(plain(facts.join(marks.dot), style), style, `${marks.ok} `)),
    ...corrections.map((text) => paragraph(untrusted(text), style, `${marks.bullet} `)),
  ].join('\n');
}

/** Calls and costs by day and model, and their sum. */
export function renderLedgerDays(days: readonly LedgerDayRow[], style: TerminalStyle): string {
  if (days.length === 0) return paragraph('No recorded call matches.', style);
  const cached = days.some((day) => day.cached_prompt_tokens > 0);
  const columns: Column[] = [
    { title: 'day (UTC)' },
    { title: 'model' },
    { title: 'calls', align: right },
    { title: 'failed', align: right },
    { title: 'tokens in', align: right },
    ...(cached ? [{ title: 'cached', align: right }] : []),
    { title: 'out', align: right },
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
  if (days.length > 1) rows.push(row(['in all', ''], days));
  const unpriced = days.reduce((total, day) => total + day.unpriced, 0);
  const note = unpriced === 0 ? null : paragraph(`"?": the price of ${count(unpriced)} calls is not known.`, style);
  return [renderTable(columns, rows, style), ...(note === null ? [] : [note])].join('\n');
}

/** What would go, or went. */
export function renderPrune(view: PrunedCalls, style: TerminalStyle): string {
  const { bullet } = marksOf(style);
  const { calls, total, cost_usd, byModel, done, kept_for_budget, kept_as_needed } = view;
  const what = `${count(calls)} of ${count(total)} recorded calls`;
  const again = cost_usd > 0 ? ` Asking them again would cost $${usd(cost_usd)}, at the price of then.` : '';
  const kept = [
    ...(kept_for_budget === 0
      ? []
      : [`${count(kept_for_budget)} paid today stay: the budget of the day is counted by them.`]),
    ...(kept_as_needed === 0 ? [] : [`${count(kept_as_needed)} stay, since a registered test needs them.`]),
  ];
  return [
    paragraph(done ? `Deleted ${what}.${again}` : `${what} would go.${again}`, style),
    ...byModel.map(({ model, calls: some }) => paragraph(`${untrusted(model)}: ${count(some)}`, style, `  ${bullet} `)),
    ...kept.map((text) => paragraph(text, style)),
    ...(done || calls === 0
      ? []
      : [
          paragraph(
            style.asTyped(`Nothing was deleted: ${field('yes')} does it. A replay that needs one of them then fails.`),
            style,
          ),
        ]),
  ].join('\n');
}
