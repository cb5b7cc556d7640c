import { latency } from './answerer.js';
import { heading, paragraph, plain, sections } from './layout.js';
import { marksOf } from './marks.js';
import { decimals, probability } from './numbers.js';
import type { TerminalStyle } from './style.js';
import { renderTable, type Column } from './table.js';
import { untrusted } from './untrusted.js';

export interface CallView {
  readonly key: string;
  readonly created_at: string;
  readonly model: string;
  readonly model_version: string | null;
  readonly variant: string;
  readonly sample: number;
  readonly repair: number;
  readonly format: string;
  readonly prompt_tokens: number | null;
  readonly completion_tokens: number | null;
  readonly latency_ms: number;
  readonly cost_usd: number | null;
  readonly finish: string;
}

const right = 'right' as const;
/** Enough digits of a key to find a call among millions. */
const KEY_DIGITS = 10;

const usd = (value: number | null): string => {
  if (value === null) return '?';
  if (value === 0) return '0';
  return value < 0.0001 ? '<0.0001' : decimals(value, 4);
};
const count = (value: number | null): string => (value === null ? '?' : decimals(value, 0));
/** The first digits of a digest tell one build from another. */
const version = (text: string | null): string =>
  text === null ? '' : untrusted(text.replace(/^(?:sha256:)?([0-9a-f]{8})[0-9a-f]{4,}$/, '$1')).slice(0, 24);
const moment = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

/** What of a question is not as usual: `without-news`, `sample 2`, `repair`. */
const kind = ({ variant, sample, repair }: CallView): string =>
  [variant === 'none' ? '' : untrusted(variant), sample === 0 ? '' : `sample ${sample}`, repair === 0 ? '' : 'repair']
    .filter((part) => part !== '')
    .join(', ');

/** The newest calls, one on a line where the terminal is wide enough. */
export function renderCalls(
  { calls, more }: { readonly calls: readonly CallView[]; readonly more: boolean },
  style: TerminalStyle,
): string {
  if (calls.length === 0) return paragraph('No recorded call matches.', style);
  const wide = style.width >= 100;
  const columns: Column[] = [
    { title: 'time (UTC)' },
    { title: 'model' },
    ...(wide ? [{ title: 'version' }] : []),
    { title: 'kind' },
    { title: 'tokens', align: right },
    { title: 'took', align: right },
    { title: 'USD', align: right },
    { title: 'end' },
    { title: 'key' },
  ];
  const rows = calls.map((call) => [
    wide ? moment(call.created_at) : moment(call.created_at).slice(5),
    untrusted(wide ? call.model : call.model.slice(call.model.indexOf('/') + 1)).slice(0, wide ? 32 : 16),
    ...(wide ? [version(call.model_version)] : []),
    kind(call),
    call.finish === 'failed' ? '' : `${count(call.prompt_tokens)}+${count(call.completion_tokens)}`,
    latency(call.latency_ms),
    call.finish === 'failed' ? '' : usd(call.cost_usd),
    call.finish,
    call.key.slice(0, wide ? KEY_DIGITS : 6),
  ]);
  const note = more ? paragraph('There are more: --limit shows them, filters narrow them down.', style) : null;
  return [renderTable(columns, rows, style), ...(note === null ? [] : [note])].join('\n');
}

export interface ShownCallView extends CallView {
  readonly question: string;
  readonly system: string;
  readonly user: string;
  readonly text: string;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly assessment: {
    readonly prob_bull: number;
    readonly prob_bear: number;
    readonly regime_label: string;
    readonly confidence_level: string;
  } | null;
  readonly refused_because: string | null;
  readonly corrections: readonly string[];
}

/** Texts from outside, line by line, so that they keep their form and cannot steer the terminal. */
const lines = (text: string): string =>
  text
    .split('\n')
    .map((line) => /^ */.exec(line)![0] + untrusted(line))
    .join('\n');

/** One call: what was asked, what came back, and what the parser makes of it. */
export function renderCall(call: ShownCallView, style: TerminalStyle): string {
  const { paint } = style;
  const facts: [string, string][] = [
    ['key', call.key],
    ['question', call.question],
    ['time', `${call.created_at.slice(0, 19).replace('T', ' ')} UTC`],
    ['model', untrusted(call.model)],
    ['version', call.model_version === null ? 'not said' : untrusted(call.model_version)],
    ['kind', [kind(call), `${call.format} format`].filter((part) => part !== '').join(', ')],
    ['tokens', `${count(call.prompt_tokens)} + ${count(call.completion_tokens)}`],
    ['took', latency(call.latency_ms)],
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

function verdict(call: ShownCallView, style: TerminalStyle, paint: TerminalStyle['paint']): string {
  const marks = marksOf(style);
  const { failure, assessment, refused_because, corrections } = call;
  if (failure !== null) {
    return paint.red(paragraph(`${untrusted(failure.message)} (${untrusted(failure.code)})`, style, `${marks.fail} `));
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

export interface DayView {
  readonly day: string;
  readonly model: string;
  readonly calls: number;
  readonly failed: number;
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly cost_usd: number;
  readonly unpriced: number;
}

/** Calls and costs by day and model, and their sum. */
export function renderLedgerDays(days: readonly DayView[], style: TerminalStyle): string {
  if (days.length === 0) return paragraph('No recorded call matches.', style);
  const columns: Column[] = [
    { title: 'day (UTC)' },
    { title: 'model' },
    { title: 'calls', align: right },
    { title: 'failed', align: right },
    { title: 'tokens in', align: right },
    { title: 'out', align: right },
    { title: 'USD', align: right },
  ];
  const row = (first: readonly string[], parts: readonly DayView[]): string[] => {
    const sum = (value: (day: DayView) => number): number => parts.reduce((total, day) => total + value(day), 0);
    return [
      ...first,
      ...[sum((day) => day.calls), sum((day) => day.failed)].map(count),
      ...[sum((day) => day.prompt_tokens), sum((day) => day.completion_tokens)].map(count),
      `${usd(sum((day) => day.cost_usd))}${sum((day) => day.unpriced) > 0 ? ' + ?' : ''}`,
    ];
  };
  const rows = days.map((day) => row([day.day, untrusted(day.model).slice(0, 32)], [day]));
  if (days.length > 1) rows.push(row(['in all', ''], days));
  const unpriced = days.reduce((total, day) => total + day.unpriced, 0);
  const note = unpriced === 0 ? null : paragraph(`"?": the price of ${count(unpriced)} calls is not known.`, style);
  return [renderTable(columns, rows, style), ...(note === null ? [] : [note])].join('\n');
}

export interface PruneView {
  readonly calls: number;
  readonly total: number;
  readonly cost_usd: number;
  readonly byModel: readonly { readonly model: string; readonly calls: number; readonly cost_usd: number }[];
  readonly kept_for_budget: number;
  readonly kept_as_needed: number;
  readonly done: boolean;
}

/** What would go, or went. */
export function renderPrune(view: PruneView, style: TerminalStyle): string {
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
      : [paragraph('Nothing was deleted: --yes does it. A replay that needs one of them then fails.', style)]),
  ].join('\n');
}
