import type { AssetsDocument, DecidedAsset, FailedAsset } from '../../contract/cycle.js';
import stringWidth from 'string-width';
import { addUsage } from '../../core/regime-engine/usage.js';
import { decimals, fraction, probability } from '../shared/numbers.js';
import type { TerminalWord } from '../language/say.js';
import { answererLine } from './answerer.js';
import { warningList } from './remarks.js';
import { labelColour } from './gauge.js';
import { hoursText } from './recommendation.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { renderTable, type Column } from './table.js';
import { minuteOf } from '../../core/time.js';

type Row = DecidedAsset | FailedAsset;

const isDecided = (row: Row): row is DecidedAsset => row.state !== 'failed';

function title({ assets, as_of, horizon_hours }: AssetsDocument, style: TerminalStyle): string {
  const { dot } = marksOf(style);
  const { paint, say } = style;
  const parts = [
    paint.bold(say('{n} {n:asset|assets}', { n: assets.length })),
    say('next {hours} h', { hours: hoursText(horizon_hours) }),
    ...(as_of === null ? [] : [`${minuteOf(as_of)} UTC`]),
    ...(assets.some((row) => isDecided(row) && row.snapshot.data_quality.demo)
      ? [paint.magenta(say('demo data (generated)'))]
      : []),
  ];
  return paragraph(parts.join(dot), style);
}

/** A column, and what it shows of an asset and of all together; without a value a dash stands there. */
interface Shown extends Column {
  readonly of: (row: DecidedAsset) => string | null;
  readonly total?: string;
}

function columnsOf({ total }: AssetsDocument, { paint, say }: TerminalStyle): Readonly<Record<string, Shown>> {
  const right = 'right' as const;
  const label = ({ llm_output: regime }: DecidedAsset): string | null =>
    regime === null ? null : labelColour(regime.regime_label, paint)(say(regime.regime_label));
  const bull = ({ llm_output: regime }: DecidedAsset): string | null =>
    regime === null ? null : probability(regime.prob_bull);
  return {
    regime: { title: say('regime'), of: label },
    bull: { title: say('bull'), align: right, of: bull },
    both: {
      title: say('regime'),
      of: (row) => (row.llm_output === null ? null : `${label(row)!} ${bull(row)!}`),
    },
    confidence: {
      title: say('confidence'),
      of: ({ llm_output }) => (llm_output === null ? null : say(llm_output.confidence_level)),
    },
    kLong: { title: say('k long'), align: right, of: ({ k_long }) => decimals(k_long, 3) },
    kShort: { title: say('k short'), align: right, of: ({ k_short }) => decimals(k_short, 3) },
    kBoth: { title: 'k', align: right, of: ({ k_long, k_short }) => `${decimals(k_long, 2)}/${decimals(k_short, 2)}` },
    long: {
      title: say('long'),
      align: right,
      of: ({ pos_long }) => fraction(pos_long),
      total: fraction(total.pos_long),
    },
    short: {
      title: say('short'),
      align: right,
      of: ({ pos_short }) => fraction(pos_short),
      total: fraction(total.pos_short),
    },
  };
}

/** From the widest to the narrowest; what is left out on a narrow terminal stands in the document. */
const LAYOUTS = [
  ['regime', 'bull', 'confidence', 'kLong', 'kShort', 'long', 'short'],
  ['both', 'confidence', 'kBoth', 'long', 'short'],
  ['both', 'kBoth', 'long', 'short'],
  ['both', 'long', 'short'],
] as const;

const STATES: Readonly<Record<Row['state'], TerminalWord>> = {
  answered: 'ok',
  baseline: 'baseline',
  flat: 'flat',
  failed: 'failed^state',
};

function table(view: AssetsDocument, style: TerminalStyle): string {
  const { paint, say } = style;
  const { dash } = marksOf(style);
  const all = columnsOf(view, style);
  const draw = (layout: readonly string[]): string => {
    const columns = layout.map((name) => all[name]!);
    const rows = view.assets.map((row) => [
      paint.bold(untrusted(row.base_asset)),
      ...columns.map(({ of }) => (isDecided(row) ? of(row) : null) ?? dash),
      row.state === 'answered' ? say(STATES.answered) : paint.yellow(say(STATES[row.state])),
    ]);
    const total = [say('total'), ...columns.map((column) => column.total ?? ''), ''].map((cell) => paint.bold(cell));
    return renderTable([{ title: say('asset') }, ...columns, { title: say('state') }], [...rows, total], style);
  };
  const fits = (drawn: string): boolean => stringWidth(drawn.split('\n')[0]!) <= style.width;
  const drawn = LAYOUTS.map((layout) => draw(layout));
  return drawn.find(fits) ?? drawn.at(-1)!;
}

/** The total exposure in one sentence. */
function totalSentence({ total, assets }: AssetsDocument, style: TerminalStyle): string {
  const { paint, say } = style;
  const { arrow } = marksOf(style);
  if (total.assets === 0) return paint.bold(paragraph(say('Nothing was decided about any asset.'), style, `${arrow} `));
  const size = fraction(Math.abs(total.net));
  const net =
    total.net === 0
      ? say('net 0')
      : total.net > 0
        ? say('net {size} long', { size })
        : say('net {size} short', { size });
  const lost = assets.length - total.assets;
  const without =
    lost === 0 ? '' : ` ${say('{lost} of {n} assets {lost:is|are} not counted.', { lost, n: assets.length })}`;
  const sum = say(
    'Total exposure on the favoured sides: {gross} of equity, {net}; whichever sides are taken, at most {most}.',
    { gross: fraction(total.gross), net, most: fraction(total.at_most) },
  );
  return paint.bold(paragraph(`${sum}${without}`, style, `${arrow} `));
}

/** Sentences with the assets they are about; what is said of several is said once. */
function byAsset(said: readonly (readonly [asset: string, sentence: string])[]): string[] {
  const assets = new Map<string, string[]>();
  for (const [asset, sentence] of said) assets.set(sentence, [...(assets.get(sentence) ?? []), asset]);
  return [...assets].map(([sentence, of]) => `${of.join(', ')}: ${sentence}`);
}

function faults({ assets }: AssetsDocument, style: TerminalStyle): string | null {
  const { fail } = marksOf(style);
  const said = assets.flatMap((row): [string, string][] => {
    if (isDecided(row)) return [];
    const { kind, message, remedy } = row.fault;
    // The sentence about a wrong input says the remedy itself, after its colon.
    const isSaid = remedy === null || message.includes(remedy) || (kind === 'input' && /: \S/.test(message));
    return [
      [
        row.base_asset,
        isSaid ? message : `${message} ${style.say('To fix it: {remedy}.', { remedy: remedy.replace(/\.$/, '') })}`,
      ],
    ];
  });
  if (said.length === 0) return null;
  return byAsset(said)
    .map((text) => style.paint.red(paragraph(untrusted(style.asTyped(text)), style, `${fail} `)))
    .join('\n');
}

/** Who answered, and what it cost together. */
function answerers(decided: readonly DecidedAsset[], style: TerminalStyle): string {
  const byModel = new Map<string, DecidedAsset>();
  for (const row of decided) {
    const key = JSON.stringify([row.model.id, row.model.version, row.llm_output === null]);
    const known = byModel.get(key);
    byModel.set(key, known === undefined ? row : { ...known, usage: addUsage(known.usage, row.usage) });
  }
  return [...byModel.values()]
    .map(({ model, usage, llm_output }) => answererLine(model, usage, llm_output !== null, style))
    .join('\n');
}

function why(decided: readonly DecidedAsset[], style: TerminalStyle): string | null {
  const { bullet } = marksOf(style);
  const said = decided.flatMap(({ base_asset, model, llm_output }) => {
    const given = llm_output?.reasoning_short ?? '';
    const reasoning = model.kind === 'baseline' ? style.asTyped(style.finding(given)) : given;
    return reasoning === '' ? [] : [paragraph(`${base_asset}: ${untrusted(reasoning)}`, style, `  ${bullet} `)];
  });
  return said.length === 0 ? null : [heading(style.say('Why'), style), ...said].join('\n');
}

/** Several assets in one table, with one total; what went wrong with one of them is named below it. */
export function renderCycleAssets(view: AssetsDocument, style: TerminalStyle): string {
  const decided = view.assets.filter(isDecided);
  const warnings = byAsset(
    decided.flatMap(({ base_asset, warnings: own }) => own.map((text): [string, string] => [base_asset, text])),
  );
  return sections([
    title(view, style),
    `${table(view, style)}\n${style.paint.dim(paragraph(style.say('Sizes are of equity; a total is the sum of its column.'), style))}`,
    totalSentence(view, style),
    faults(view, style),
    answerers(decided, style),
    warningList([...view.warnings, ...warnings], style),
    why(decided, style),
  ]);
}
