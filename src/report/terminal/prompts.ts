import type { ListedPrompt, TriedPrompt } from '../../contract/prompts.js';
import { latency } from './answerer.js';
import { confidence, probabilities } from './cycle.js';
import { utcText } from './data.js';
import { heading, paragraph, plain, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { renderTable } from './table.js';

/** All prompts in a table, and below it what is wrong with some of them. */
export function renderPrompts(views: readonly ListedPrompt[], chosen: string, style: TerminalStyle): string {
  const { say } = style;
  const columns = [
    { title: say('prompt') },
    { title: say('written') },
    { title: say('hash') },
    { title: say('first used') },
    { title: '' },
  ];
  const rows = views.map((view) => [
    untrusted(view.id),
    view.created_at ?? '?',
    view.sha256?.slice(0, 12) ?? '?',
    view.first_used_at?.slice(0, 10) ?? '',
    view.id === chosen.split('@')[0] ? say('chosen') : '',
  ]);
  const { bullet, fail } = marksOf(style);
  const about = views.flatMap(({ id, description }) =>
    description === null ? [] : [paragraph(`${untrusted(id)}: ${untrusted(description)}`, style, `${bullet} `)],
  );
  const problems = views.flatMap(({ id, problem }) =>
    problem === null
      ? []
      : [style.paint.red(paragraph(`${untrusted(id)}: ${untrusted(style.asTyped(problem))}`, style, `${fail} `))],
  );
  return sections([renderTable(columns, rows, style), about.join('\n'), problems.join('\n')]);
}

export interface DiffView {
  readonly a: string;
  readonly b: string;
  readonly hunks: readonly {
    readonly from: number;
    readonly fromLines: number;
    readonly to: number;
    readonly toLines: number;
    readonly lines: readonly { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }[];
  }[];
}

const SIGNS = { same: ' ', removed: '-', added: '+' } as const;

/** A unified diff of two texts, in colour where the terminal has it. */
export function renderDiff({ a, b, hunks }: DiffView, style: TerminalStyle): string {
  if (hunks.length === 0)
    return paragraph(style.say('{a} and {b} say the same.', { a: untrusted(a), b: untrusted(b) }), style);
  const { paint } = style;
  const colours = { same: (text: string) => text, removed: paint.red, added: paint.green };
  return [
    paint.bold(`--- ${untrusted(a)}`),
    paint.bold(`+++ ${untrusted(b)}`),
    ...hunks.flatMap(({ from, fromLines, to, toLines, lines }) => [
      paint.cyan(`@@ -${from},${fromLines} +${to},${toLines} @@`),
      ...lines.map(({ kind, text }) => colours[kind](`${SIGNS[kind]}${untrustedLine(text)}`)),
    ]),
  ].join('\n');
}

/** A line as it stands, its indentation kept. */
const untrustedLine = (text: string): string => /^ */.exec(text)![0] + untrusted(text);

/** The prompts of chosen dates as they would be sent; where a model was asked, its answers alone. */
export function renderTried({ prompt, system, dates }: TriedPrompt, style: TerminalStyle): string {
  const { paint } = style;
  const asked = dates.some(({ decision }) => decision !== null);
  const parts = dates.map(({ snapshot, user, decision }) => {
    const { base_asset, horizon_hours, timestamp_utc } = snapshot;
    const title = style.say('{asset}, {hours} h from {time} UTC', {
      asset: untrusted(base_asset),
      hours: String(horizon_hours),
      time: utcText(Date.parse(timestamp_utc)),
    });
    if (decision === null) return `${heading(title, style)}\n${paint.dim('=== user ===')}\n${user}`;
    return [heading(title, style), answerText(decision, style)].join('\n');
  });
  const head = paragraph(style.say('Prompt {name}', { name: untrusted(prompt) }), style);
  return sections([head, asked ? null : `${paint.dim('=== system ===')}\n${system}`, ...parts]);
}

function answerText(
  { assessment, model, usage }: NonNullable<TriedPrompt['dates'][number]['decision']>,
  style: TerminalStyle,
): string {
  const { bullet, dot } = marksOf(style);
  const { factors_summary, reasoning_short } = assessment;
  const facts = [
    style.say(assessment.regime_label),
    probabilities(assessment, style),
    confidence(assessment, style),
    untrusted(model.id),
    ...(usage === null ? [] : [usage.replayed ? style.say('from the ledger') : latency(usage.latency_ms, style)]),
  ];
  return [
    paragraph(plain(facts.join(dot), style), style, '  '),
    paragraph(untrusted(reasoning_short), style, '  '),
    ...factors_summary.map((factor) => paragraph(untrusted(factor), style, `  ${bullet} `)),
  ].join('\n');
}
