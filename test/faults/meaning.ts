import type { Random } from '../../src/core/ports/random.js';
import { keptHeaders, sendReply, type Exchange, type Fault, type FaultVariant } from './fault.js';
import { isXml, mapLeaves, mapRows, mapXmlRows, mapXmlTimes } from './payload.js';

const DAY_MS = 86_400_000;

const changed =
  (change: (body: string, exchange: Exchange) => string) =>
  async (exchange: Exchange): Promise<void> => {
    const reply = await exchange.healthy();
    sendReply(exchange, reply.status, change(reply.body, exchange), keptHeaders(reply));
  };

/** Changes the rows of JSON or the items of a feed alike. */
const rows = (change: (rows: readonly unknown[], random: Random) => readonly unknown[]) =>
  changed((body, { random }) =>
    isXml(body)
      ? mapXmlRows(body, (items) => change(items, random) as readonly string[])
      : JSON.stringify(mapRows(JSON.parse(body), (list) => change(list, random))),
  );

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random.next() * (i + 1));
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

const times100 = (value: unknown): unknown =>
  mapLeaves(value, (leaf, kind) => {
    if (kind !== 'number') return leaf;
    return typeof leaf === 'string' ? String(Number(leaf) * 100) : Number(leaf) * 100;
  });

const spikedRow = rows((list) => list.map((row, i) => (i === Math.max(0, list.length - 2) ? times100(row) : row)));
const spikedScalars = changed((body) => {
  if (isXml(body)) return body;
  const value: unknown = JSON.parse(body);
  const hasRows = JSON.stringify(mapRows(value, () => [])) !== body;
  return hasRows ? body : JSON.stringify(times100(value));
});

/** The mix-up of a cache: the reply for Ethereum where Bitcoin was asked for. */
async function swapSymbol(exchange: Exchange): Promise<void> {
  const other = exchange.path.replaceAll('BTC', 'ETH').replaceAll('btc', 'eth').replaceAll('Bitcoin', 'Ethereum');
  const swapped = await exchange.healthy(other);
  const reply = swapped.status === 200 ? swapped : await exchange.healthy();
  sendReply(exchange, reply.status, reply.body, keptHeaders(reply));
}
const swapWhere =
  (which: (path: string) => boolean) =>
  async (exchange: Exchange): Promise<void> => {
    if (which(exchange.path)) return swapSymbol(exchange);
    const reply = await exchange.healthy();
    sendReply(exchange, reply.status, reply.body, keptHeaders(reply));
  };

/** Every moment in another unit than the vendor's own. */
const unit = (of: (ms: number) => string | number) =>
  changed((body) => {
    const convert = (value: unknown): string | number => {
      const number = Number(value);
      const ms = Number.isNaN(number) ? Date.parse(String(value)) : number < 1e11 ? number * 1_000 : number;
      return of(ms);
    };
    if (isXml(body)) return mapXmlTimes(body, (time) => String(convert(time)));
    return JSON.stringify(
      mapLeaves(JSON.parse(body), (leaf, kind) => {
        if (kind !== 'time') return leaf;
        return typeof leaf === 'string' ? String(convert(leaf)) : convert(leaf);
      }),
    );
  });

const shift = (name: string, clockShiftMs: number): FaultVariant => ({ name, clockShiftMs });
const one = (id: string, variant: FaultVariant): Fault => ({ id, group: 'meaning', variants: [variant] });

export const MEANING_FAULTS: readonly Fault[] = [
  one('stale', shift('', -DAY_MS)),
  one('future', shift('', 2 * DAY_MS)),
  {
    id: 'clock skew',
    group: 'meaning',
    variants: [
      ['1 s', 1_000],
      ['1 min', 60_000],
      ['1 day', DAY_MS],
    ].flatMap(([name, ms]) => [shift(`+${name}`, Number(ms)), shift(`-${name}`, -Number(ms))]),
  },
  {
    id: 'duplicate or out of order',
    group: 'meaning',
    variants: [
      { name: 'duplicate', respond: rows((list) => list.flatMap((row, i) => (i % 3 === 0 ? [row, row] : [row]))) },
      { name: 'shuffled', respond: rows((list, random) => shuffled(list, random)) },
    ],
  },
  one('missing bars', {
    name: '',
    respond: rows((list) => list.filter((_, i) => i % 5 !== 2 && i !== list.length - 2)),
  }),
  {
    id: '100x spike',
    group: 'meaning',
    variants: [
      { name: 'in a row', respond: spikedRow },
      { name: 'outside rows', respond: spikedScalars },
    ],
  },
  {
    id: 'symbol swap',
    group: 'meaning',
    variants: [
      { name: 'everywhere', respond: swapSymbol },
      { name: 'bars only', respond: swapWhere((path) => path.includes('klines')) },
      { name: 'all but bars', respond: swapWhere((path) => !path.includes('klines')) },
    ],
  },
  {
    id: 'units',
    group: 'meaning',
    variants: [
      { name: 's', respond: unit((ms) => Math.floor(ms / 1_000)) },
      { name: 'ms', respond: unit((ms) => ms) },
      { name: 'us', respond: unit((ms) => ms * 1_000) },
    ],
  },
];
