import type { AnswerProbe, ModelSurvey, ProviderSurvey } from '../../contract/models.js';
import type { Say } from '../language/say.js';
import { latency } from './answerer.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { decimals } from '../shared/numbers.js';
import { reasonText } from './remarks.js';
import type { TerminalStyle } from './style.js';
import { renderTable, type Column } from './table.js';
import { field } from '../../core/request-field.js';

const size = (bytes: number | null, say: Say): string =>
  bytes === null ? '' : say('{n} GB', { n: decimals(bytes / 1e9, 1) });
const yesNo = (value: boolean | null, say: Say): string => (value === null ? '?' : value ? say('yes') : say('no'));
const place = (remote: boolean | null, say: Say): string =>
  remote === null ? '' : remote ? say('elsewhere') : say('this server');

/** Ollama lists `llama3.2` as `llama3.2:latest`. */
const isChosen = (chosen: string | null, listed: string): boolean =>
  chosen === listed || `${chosen ?? ''}:latest` === listed;

function listTable(view: ProviderSurvey, chosen: string | null, style: TerminalStyle): string {
  const { say } = style;
  const columns: Column[] = [
    { title: say('model') },
    { title: say('size'), align: 'right' },
    { title: say('runs^where') },
    { title: '' },
  ];
  const rows = view.models.map((model) => [
    untrusted(model.model),
    size(model.sizeBytes, say),
    place(model.remote, say),
    isChosen(chosen, `${view.provider}/${model.model}`) ? say('chosen') : '',
  ]);
  return renderTable(columns, rows, style);
}

function probeTable(view: ProviderSurvey, style: TerminalStyle): string {
  const { say } = style;
  const columns: Column[] = [
    { title: say('model') },
    { title: say('answers') },
    { title: say('JSON schema') },
    { title: say('context'), align: 'right' },
    { title: say('latency'), align: 'right' },
  ];
  const rows = view.probes.map((probe) => [
    untrusted(probe.model),
    yesNo(probe.reachable, say),
    yesNo(probe.jsonSchema, say),
    probe.contextTokens === null ? '?' : decimals(probe.contextTokens, 0),
    probe.latencyMs === null ? '?' : latency(probe.latencyMs, style),
  ]);
  const { bullet } = marksOf(style);
  const notes = view.probes
    .filter((probe) => probe.note !== null)
    .map((probe) =>
      paragraph(`${untrusted(probe.model)}: ${reasonText(style.asTyped(probe.note ?? ''))}`, style, `  ${bullet} `),
    );
  return [renderTable(columns, rows, style), ...notes].join('\n');
}

function provider(view: ProviderSurvey, chosen: string | null, style: TerminalStyle): string {
  const marks = marksOf(style);
  const title = heading(view.provider, style);
  const parts = [title];
  if (view.error !== null) {
    parts.push(style.paint.red(paragraph(reasonText(style.asTyped(view.error)), style, `  ${marks.fail} `)));
  } else if (view.models.length === 0) {
    parts.push(`  ${style.say('the server has no models')}`);
  } else parts.push(listTable(view, chosen, style));
  if (view.probes.length > 0) parts.push(probeTable(view, style));
  return parts.join('\n');
}

const ANSWER_COLUMNS = [
  ...(['asked', 'valid at first', 'after repair', 'never', 'no answer'] as const),
  ...(['reads', 'writes', 'first', 'later'] as const),
];

/** How many answers were valid, and how fast they came. */
function answersTable(answers: readonly AnswerProbe[], style: TerminalStyle): string {
  const { say } = style;
  const columns: Column[] = [
    { title: say('model') },
    ...ANSWER_COLUMNS.map((title) => ({ title: say(title), align: 'right' as const })),
  ];
  const speed = (value: number | null): string => (value === null ? '?' : say('{n}/s', { n: value }));
  const time = (value: number | null): string => (value === null ? '?' : latency(value, style));
  const rows = answers.map((one) => [
    untrusted(one.model),
    ...[one.questions, one.valid_at_first, one.valid_after_repair, one.never_valid, one.unanswered].map(String),
    speed(one.reading_tokens_per_s),
    speed(one.answering_tokens_per_s),
    time(one.first_answer_ms),
    time(one.median_answer_ms),
  ]);
  const { bullet } = marksOf(style);
  const notes = answers
    .filter(({ note }) => note !== null)
    .map(({ model, note }) =>
      paragraph(`${untrusted(model)}: ${reasonText(style.asTyped(note ?? ''))}`, style, `  ${bullet} `),
    );
  return [
    heading(say('Answers to the question of a decision'), style),
    renderTable(columns, rows, style),
    ...notes,
    paragraph(
      say('Speeds in tokens a second: of the first question, and of all answers. Later answers: the median.'),
      style,
    ),
  ].join('\n');
}

/** The models of every server, what a probe has shown, and which one would answer. */
export function renderModels(view: ModelSurvey, style: TerminalStyle): string {
  const answer =
    view.chosen === null
      ? style.asTyped(
          style.say('No model is chosen: the statistical baseline answers. LLM_MODEL or {option} names one.', {
            option: field('model'),
          }),
        )
      : style.say('A cycle asks {model}.', { model: untrusted(view.chosen) });
  return sections([
    ...view.providers.map((one) => provider(one, view.chosen, style)),
    ...(view.answers === undefined || view.answers.length === 0 ? [] : [answersTable(view.answers, style)]),
    paragraph(answer, style),
  ]);
}
