import stringWidth from 'string-width';
import type { TotalExposure } from '../../core/position-sizing/index.js';
import { addUsage } from '../../core/regime-engine/index.js';
import { decimals, fraction, probability } from '../shared/numbers.js';
import { answererLine } from './answerer.js';
import type { CycleView } from './cycle.js';
import { warningList } from './remarks.js';
import { labelColour } from './gauge.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { renderTable, type Column } from './table.js';
import { minuteOf } from '../../core/time.js';

/** One asset that was decided about. */
export interface DecidedAssetView extends CycleView {
  readonly base_asset: string;
  readonly state: 'answered' | 'baseline' | 'flat';
  /** Signed fraction of equity; 0 where no side is favoured. */
  readonly exposure: number;
}

export interface FailedAssetView {
  readonly base_asset: string;
  readonly state: 'failed';
  readonly fault: { readonly kind: string; readonly message: string; readonly remedy: string | null };
}

/** What the report of a cycle over several assets shows. */
export interface CycleAssetsView {
  readonly as_of: string | null;
  readonly horizon_hours: number;
  readonly assets: readonly (DecidedAssetView | FailedAssetView)[];
  readonly total: TotalExposure;
  readonly warnings: readonly string[];
}

type Row = DecidedAssetView | FailedAssetView;

const isDecided = (row: Row): row is DecidedAssetView => row.state !== 'failed';

function title({ assets, as_of, horizon_hours }: CycleAssetsView, style: TerminalStyle): string {
  const { dot } = marksOf(style);
  const { paint } = style;
  const parts = [
    paint.bold(`${assets.length} ${assets.length === 1 ? 'asset' : 'assets'}`),
    `next ${decimals(horizon_hours, horizon_hours % 1 === 0 ? 0 : 1)} h`,
    ...(as_of === null ? [] : [`${minuteOf(as_of)} UTC`]),
    ...(assets.some((row) => isDecided(row) && row.snapshot.data_quality.demo)
      ? [paint.magenta('demo data (generated)')]
      : []),
  ];
  return paragraph(parts.join(dot), style);
}

/** A column, and what it shows of an asset and of all together; without a value a dash stands there. */
interface Shown extends Column {
  readonly of: (row: DecidedAssetView) => string | null;
  readonly total?: string;
}

function columnsOf({ total }: CycleAssetsView, { paint }: TerminalStyle): Readonly<Record<string, Shown>> {
  const right = 'right' as const;
  const label = ({ llm_output: regime }: DecidedAssetView): string | null =>
    regime === null ? null : labelColour(regime.regime_label, paint)(regime.regime_label);
  const bull = ({ llm_output: regime }: DecidedAssetView): string | null =>
    regime === null ? null : probability(regime.prob_bull);
  return {
    regime: { title: 'regime', of: label },
    bull: { title: 'bull', align: right, of: bull },
    both: {
      title: 'regime',
      of: (row) => (row.llm_output === null ? null : `${label(row)!} ${bull(row)!}`),
    },
    confidence: { title: 'confidence', of: ({ llm_output }) => llm_output?.confidence_level ?? null },
    kLong: { title: 'k long', align: right, of: ({ k_long }) => decimals(k_long, 3) },
    kShort: { title: 'k short', align: right, of: ({ k_short }) => decimals(k_short, 3) },
    kBoth: { title: 'k', align: right, of: ({ k_long, k_short }) => `${decimals(k_long, 2)}/${decimals(k_short, 2)}` },
    long: { title: 'long', align: right, of: ({ pos_long }) => fraction(pos_long), total: fraction(total.pos_long) },
    short: {
      title: 'short',
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

const STATES: Readonly<Record<Row['state'], string>> = {
  answered: 'ok',
  baseline: 'baseline',
  flat: 'flat',
  failed: 'failed',
};

function table(view: CycleAssetsView, style: TerminalStyle): string {
  const { paint } = style;
  const { dash } = marksOf(style);
  const all = columnsOf(view, style);
  const draw = (layout: readonly string[]): string => {
    const columns = layout.map((name) => all[name]!);
    const rows = view.assets.map((row) => [
      paint.bold(untrusted(row.base_asset)),
      ...columns.map(({ of }) => (isDecided(row) ? of(row) : null) ?? dash),
      row.state === 'answered' ? STATES.answered : paint.yellow(STATES[row.state]),
    ]);
    const total = ['total', ...columns.map((column) => column.total ?? ''), ''].map((cell) => paint.bold(cell));
    return renderTable([{ title: 'asset' }, ...columns, { title: 'state' }], [...rows, total], style);
  };
  const fits = (drawn: string): boolean => stringWidth(drawn.split('\n')[0]!) <= style.width;
  const drawn = LAYOUTS.map((layout) => draw(layout));
  return drawn.find(fits) ?? drawn.at(-1)!;
}

/** The total exposure in one sentence. */
function totalSentence({ total, assets }: CycleAssetsView, style: TerminalStyle): string {
  const { paint } = style;
  const { arrow } = marksOf(style);
  if (total.assets === 0) return paint.bold(paragraph('Nothing was decided about any asset.', style, `${arrow} `));
  const net = total.net === 0 ? 'net 0' : `net ${fraction(Math.abs(total.net))} ${total.net > 0 ? 'long' : 'short'}`;
  const lost = assets.length - total.assets;
  const without = lost === 0 ? '' : ` ${lost} of ${assets.length} assets ${lost === 1 ? 'is' : 'are'} not counted.`;
  const text = `Total exposure on the favoured sides: ${fraction(total.gross)} of equity, ${net}; whichever sides are taken, at most ${fraction(total.at_most)}.${without}`;
  return paint.bold(paragraph(text, style, `${arrow} `));
}

/** Sentences with the assets they are about; what is said of several is said once. */
function byAsset(said: readonly (readonly [asset: string, sentence: string])[]): string[] {
  const assets = new Map<string, string[]>();
  for (const [asset, sentence] of said) assets.set(sentence, [...(assets.get(sentence) ?? []), asset]);
  return [...assets].map(([sentence, of]) => `${of.join(', ')}: ${sentence}`);
}

function faults({ assets }: CycleAssetsView, style: TerminalStyle): string | null {
  const { fail } = marksOf(style);
  const said = assets.flatMap((row): [string, string][] => {
    if (isDecided(row)) return [];
    const { kind, message, remedy } = row.fault;
    // The sentence about a wrong input says the remedy itself, after its colon.
    const isSaid = remedy === null || message.includes(remedy) || (kind === 'input' && /: \S/.test(message));
    return [[row.base_asset, isSaid ? message : `${message} To fix it: ${remedy.replace(/\.$/, '')}.`]];
  });
  if (said.length === 0) return null;
  return byAsset(said)
    .map((text) => style.paint.red(paragraph(untrusted(text), style, `${fail} `)))
    .join('\n');
}

/** Who answered, and what it cost together. */
function answerers(decided: readonly DecidedAssetView[], style: TerminalStyle): string {
  const byModel = new Map<string, DecidedAssetView>();
  for (const row of decided) {
    const key = JSON.stringify([row.model.id, row.model.version, row.llm_output === null]);
    const known = byModel.get(key);
    byModel.set(key, known === undefined ? row : { ...known, usage: addUsage(known.usage, row.usage) });
  }
  return [...byModel.values()]
    .map(({ model, usage, llm_output }) => answererLine(model, usage, llm_output !== null, style))
    .join('\n');
}

function why(decided: readonly DecidedAssetView[], style: TerminalStyle): string | null {
  const { bullet } = marksOf(style);
  const said = decided.flatMap(({ base_asset, llm_output }) => {
    const reasoning = llm_output?.reasoning_short ?? '';
    return reasoning === '' ? [] : [paragraph(`${base_asset}: ${untrusted(reasoning)}`, style, `  ${bullet} `)];
  });
  return said.length === 0 ? null : [heading('Why', style), ...said].join('\n');
}

/** Several assets in one table, with one total; what went wrong with one of them is named below it. */
export function renderCycleAssets(view: CycleAssetsView, style: TerminalStyle): string {
  const decided = view.assets.filter(isDecided);
  const warnings = byAsset(
    decided.flatMap(({ base_asset, warnings: own }) => own.map((text): [string, string] => [base_asset, text])),
  );
  return sections([
    title(view, style),
    `${table(view, style)}\n${style.paint.dim(paragraph('Sizes are of equity; a total is the sum of its column.', style))}`,
    totalSentence(view, style),
    faults(view, style),
    answerers(decided, style),
    warningList([...view.warnings, ...warnings], style),
    why(decided, style),
  ]);
}
