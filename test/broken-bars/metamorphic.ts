import type { Random } from '../../src/core/ports/random.js';
import { goodRows } from './good-bars.js';
import { COLUMNS, NAMES, renderFile, type Style, type TimeStyle } from './render.js';
import type { Case } from './verdict.js';

const TIMES: readonly TimeStyle[] = [
  's',
  's.0',
  'ms',
  'us',
  'ns',
  'iso-t',
  'iso-space',
  'iso-minute',
  'iso-slash',
  'iso-z',
  'iso-frac-z',
  'iso-offset',
  'iso-utc',
];
const HEADERS = [
  NAMES,
  { openTime: 'Open Time', open: 'Open', high: 'High', low: 'Low', close: 'Close', volume: 'Volume' },
  { openTime: 'date', open: 'o', high: 'h', low: 'l', close: 'c', volume: 'v' },
  { openTime: 'unix', open: 'OPEN_PRICE', high: 'MAX', low: 'MIN', close: 'Close-Price', volume: 'vol' },
];

/** One good file, written down at random in one of some 10^6 ways: the bars must come out the same. */
export function metamorphicCase(random: Random, index: number): Case {
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random.next() * choices.length)]!;
  const chance = (share: number) => random.next() < share;
  const rows = goodRows(1 + Math.floor(random.next() * 1e6));
  const delimiter = pick([',', ';', '\t', '|'] as const);
  const names = chance(0.2) ? null : pick(HEADERS);
  const extras = names === null ? [] : ['symbol', 'note', 'count'].filter(() => chance(0.4));
  const order = [...COLUMNS, ...extras];
  if (names !== null && chance(0.5)) order.sort(() => random.next() - 0.5);
  const quote = pick(['none', 'none', 'all', 'some'] as const);
  const style: Style = {
    delimiter,
    decimal: delimiter === ',' ? '.' : pick(['.', ',']),
    eol: pick(['\n', '\r\n', '\r', 'mixed']),
    bom: chance(0.2),
    quote,
    time: pick(TIMES),
    names,
    order,
    number: pick(['plain', 'plain', 'padded', 'scientific', 'signed']),
    spaces: quote === 'none' && chance(0.15),
    blankLines: chance(0.15),
    lastBreak: chance(0.8),
    pack: pick(['none', 'none', 'none', 'gz', 'zip']),
  };
  return {
    name: `metamorphic ${index} ${JSON.stringify(style)}`,
    file: renderFile(rows, style),
    expect: rows,
    gaps: 0,
  };
}
