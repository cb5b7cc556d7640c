import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, describe, expect, it } from 'vitest';
import { HOUR } from '../../../../core/time.js';
import { readBarsFile } from '../read-bars-file.js';

const dir = mkdtempSync(join(tmpdir(), 'symbols-'));
afterAll(() => rmSync(dir, { recursive: true }));

const START = Date.UTC(2024, 0, 1);
interface Row {
  readonly symbol: string;
  readonly time: number;
  readonly open: number;
}
const rowsOf = (symbol: string, open: number, shift = 0): Row[] =>
  Array.from({ length: 6 }, (_, i) => ({ symbol, time: START + i * HOUR + shift, open: open + i }));

const BTC = rowsOf('BTCUSDT', 42_000);
const ETH = rowsOf('ETHUSDT', 2_300);
const inTurn = (...series: Row[][]): Row[] => series.flat().sort((a, b) => a.time - b.time);
const opens = (rows: readonly Row[]): number[] => rows.map(({ open }) => open);

let files = 0;
const path = (name: string, end: string): string => join(dir, `${name}-x${files++}.${end}`);

type Write = (rows: readonly Row[], column?: string, name?: string) => string;
const csv: Write = (rows, column = 'symbol', name = 'prices') => {
  const file = path(name, 'csv');
  const lines = rows.map(({ symbol, time, open }) => [time, symbol, open, open + 2, open - 2, open + 1, 7].join(','));
  writeFileSync(file, `${[`timestamp,${column},open,high,low,close,volume`, ...lines].join('\n')}\n`);
  return file;
};
const json: Write = (rows, column = 'symbol', name = 'prices') => {
  const file = path(name, 'json');
  const one = ({ symbol, time, open }: Row) => ({
    timestamp: time,
    [column]: symbol,
    open,
    high: open + 2,
    low: open - 2,
    close: open + 1,
    volume: 7,
  });
  writeFileSync(file, JSON.stringify(rows.map(one)));
  return file;
};
const parquet: Write = (rows, column = 'symbol', name = 'prices') => {
  const file = path(name, 'parquet');
  const numbers = (add: number): number[] => rows.map(({ open }) => open + add);
  const data = [
    { name: 'timestamp', data: rows.map(({ time }) => BigInt(time)) },
    { name: column, data: rows.map(({ symbol }) => symbol) },
    { name: 'open', data: numbers(0) },
    { name: 'high', data: numbers(2) },
    { name: 'low', data: numbers(-2) },
    { name: 'close', data: numbers(1) },
    { name: 'volume', data: rows.map(() => 7.5) },
  ];
  writeFileSync(file, Buffer.from(parquetWriteBuffer({ columnData: data })));
  return file;
};

describe.each([
  ['CSV', csv],
  ['JSON', json],
  ['Parquet', parquet],
])('a file of several symbols, as %s', (_, write) => {
  it.each([
    ['in turn', inTurn(BTC, ETH)],
    ['one after the other', [...BTC, ...ETH]],
    ['at times that lie between each other', inTurn(BTC, rowsOf('ETHUSDT', 2_300, HOUR / 2))],
  ])('is refused until one is chosen: %s', async (_, rows) => {
    const file = write(rows);
    await expect(readBarsFile(file)).rejects.toThrow(
      /it holds bars of several symbols: its column "symbol" says "BTCUSDT" and "ETHUSDT"; choose one with `symbol: BTCUSDT`/,
    );
    const { bars, notes } = await readBarsFile(file, { symbol: 'ETHUSDT' });
    expect([bars.symbol, bars.intervalMs, [...bars.open]]).toEqual(['ETHUSDT', HOUR, opens(ETH)]);
    expect(notes).toEqual(['6 of its rows are of another symbol: they are left out.']);
  });

  it.each(['Ticker', 'tic', 'instId', '<TICKER>', 'Pair', 'product_id', 'asset', 'Name'])(
    'whatever the column is called: %s',
    async (column) => {
      const file = write(inTurn(BTC, ETH), column);
      await expect(readBarsFile(file)).rejects.toThrow(/several symbols/);
      expect([...(await readBarsFile(file, { symbol: 'BTCUSDT' })).bars.open]).toEqual(opens(BTC));
    },
  );

  it.each(['BTC/USDT', 'btc-usdt', 'BTC_USDT', 'BTC'])('whatever the symbol is written as: %s', async (written) => {
    const file = write(inTurn(rowsOf(written, 42_000), ETH, rowsOf('SOLUSDT', 90)));
    const { bars, notes } = await readBarsFile(file, { symbol: 'BTCUSDT' });
    expect([...bars.open]).toEqual(opens(BTC));
    expect(notes).toEqual(['12 of its rows are of 2 other symbols: they are left out.']);
  });

  it('proposes a name under which bars can be stored', async () => {
    const file = write(inTurn(rowsOf('BTC/USDT:USDT', 42_000), ETH));
    await expect(readBarsFile(file)).rejects.toThrow(
      /says "BTC\/USDT:USDT" and .* choose one with `symbol: BTCUSDTUSDT`/,
    );
    expect([...(await readBarsFile(file, { symbol: 'BTCUSDTUSDT' })).bars.open]).toEqual(opens(BTC));
    await expect(readBarsFile(write(inTurn(rowsOf('btc/usdt', 42_000), ETH)))).rejects.toThrow(
      /with `symbol: BTCUSDT`/,
    );
  });

  it('names what there is where the wanted one is not', async () => {
    await expect(readBarsFile(write(inTurn(BTC, ETH)), { symbol: 'SOLUSDT' })).rejects.toThrow(
      /none of its rows is of SOLUSDT: its column "symbol" says "BTCUSDT", "ETHUSDT"; choose one of them, as in `symbol: BTCUSDT`/,
    );
  });

  it('of one symbol is read whole, under any name', async () => {
    const { bars, notes } = await readBarsFile(write(BTC), { symbol: 'XBTUSD' });
    expect([bars.symbol, [...bars.open], notes]).toEqual(['XBTUSD', opens(BTC), []]);
    const named = await readBarsFile(write(rowsOf('BTC/USDT', 42_000), 'symbol', 'BTCUSDT-1h'));
    expect([named.bars.symbol, named.notes]).toEqual(['BTCUSDT', []]);
    expect((await readBarsFile(write(rowsOf('Bitcoin', 42_000), 'name', 'BTCUSDT-1h'))).notes).toEqual([]);
  });

  it('says where its name and its rows are of two markets', async () => {
    const { bars, notes } = await readBarsFile(write(BTC, 'symbol', 'ETHUSDT-1h'));
    expect(bars.symbol).toBe('ETHUSDT');
    expect(notes).toEqual([
      'Its column "symbol" says "BTCUSDT", and its name ETHUSDT, as which it is read: where that is wrong, import it with `symbol: BTCUSDT`.',
    ]);
  });
});

it('rows of another symbol may be wrong', async () => {
  const file = path('prices', 'csv');
  const good = BTC.map(({ time, open }) => `${time},BTCUSDT,${open},${open + 2},${open - 2},${open + 1},7`);
  writeFileSync(file, ['timestamp,symbol,open,high,low,close,volume', ...good, `${START},ETHUSDT,,,x,-1,`].join('\n'));
  expect([...(await readBarsFile(file, { symbol: 'BTCUSDT' })).bars.open]).toEqual(opens(BTC));
});

it('newest rows may come first', async () => {
  const file = csv(inTurn(BTC, ETH).toReversed());
  expect([...(await readBarsFile(file, { symbol: 'ETHUSDT' })).bars.open]).toEqual(opens(ETH));
});

it('bars without volume are refused with what to do', async () => {
  const file = path('BTCUSDT', 'csv');
  writeFileSync(file, `time,open,high,low,close\n${START},1,2,1,2\n${START + HOUR},1,2,1,2\n`);
  await expect(readBarsFile(file)).rejects.toThrow(
    /no column for volume; say which it is with `map: "COLUMN=volume"`; where the volumes are not known, add a column "volume" with 1 in each row/,
  );
});
