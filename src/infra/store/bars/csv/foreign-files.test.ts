import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readBarsCsv, type CsvReadOptions } from './read-bars-csv.js';

const dir = mkdtempSync(join(tmpdir(), 'foreign-'));
afterAll(() => rmSync(dir, { recursive: true }));

let files = 0;
const read = (content: string | Buffer, options: CsvReadOptions = {}, name = 'BTCUSDT') => {
  const path = join(dir, `${name}-x${files++}.csv`);
  writeFileSync(path, content);
  return readBarsCsv(path, options);
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2024, 0, 20);

interface Bar {
  readonly t: number;
  readonly o: number;
  readonly h: number;
  readonly l: number;
  readonly c: number;
  readonly v: number;
}

/** Bars of this interval that cross the end of a month, so that day and month can be told apart. */
const barsOf = (step: number, count = 40): Bar[] =>
  Array.from({ length: count }, (_, i) => {
    const o = 41_000.25 + i * 7.5;
    return { t: START + i * step, o, h: o + 60.5, l: o - 40.25, c: o + 20.75, v: 1234.5 + i };
  });
const HOURS = barsOf(HOUR);
const DAYS = barsOf(DAY);

const p2 = (n: number) => String(n).padStart(2, '0');
const parts = (t: number) => {
  const d = new Date(t);
  return {
    Y: d.getUTCFullYear(),
    M: p2(d.getUTCMonth() + 1),
    D: p2(d.getUTCDate()),
    h: p2(d.getUTCHours()),
    m: p2(d.getUTCMinutes()),
    mon: ['Jan', 'Feb', 'Mar', 'Apr'][d.getUTCMonth()]!,
    h12: p2(d.getUTCHours() % 12 || 12),
    ap: d.getUTCHours() < 12 ? 'AM' : 'PM',
  };
};
type Parts = ReturnType<typeof parts>;
const us = (n: number): string => n.toLocaleString('en-US', { minimumFractionDigits: 2 });
const de = (n: number): string => n.toLocaleString('de-DE', { minimumFractionDigits: 2 });
const comma = (n: number): string => n.toFixed(2).replace('.', ',');
const newestFirst = <T>(rows: readonly T[]): T[] => [...rows].reverse();
const table = (head: readonly string[], bars: readonly Bar[], row: (bar: Bar, p: Parts, i: number) => string): string =>
  [...head, ...bars.map((bar, i) => row(bar, parts(bar.t), i))].join('\n') + '\n';
const serial = (t: number): string => String(t / DAY + 25_569);

/** What every layout below must become. */
const expectBars = (
  got: Awaited<ReturnType<typeof readBarsCsv>>['bars'],
  want: readonly Bar[],
  volume = true,
): void => {
  expect([...got.openTime]).toEqual(want.map(({ t }) => t));
  expect([...got.open]).toEqual(want.map(({ o }) => o));
  expect([...got.high]).toEqual(want.map(({ h }) => h));
  expect([...got.low]).toEqual(want.map(({ l }) => l));
  expect([...got.close]).toEqual(want.map(({ c }) => c));
  if (volume) expect([...got.volume]).toEqual(want.map(({ v }) => v));
};

const LAYOUTS: Readonly<Record<string, readonly [text: string | Buffer, bars: readonly Bar[]]>> = {
  'CryptoDataDownload, banner, 12-hour clock, newest first': [
    table(
      [
        'Timestamps are UTC timezone,https://www.example.invalid',
        'Date,Symbol,Open,High,Low,Close,Volume BTC,Volume USD',
      ],
      newestFirst(HOURS),
      ({ o, h, l, c, v }, p) => `${p.Y}-${p.M}-${p.D} ${p.h12}-${p.ap},BTCUSD,${o},${h},${l},${c},${v},${v * c}`,
    ),
    HOURS,
  ],
  'CryptoDataDownload, Unix in two units beside a date': [
    table(
      ['https://www.example.invalid', 'Unix,Date,Symbol,Open,High,Low,Close,Volume BTC,Volume USDT,tradecount'],
      newestFirst(HOURS),
      ({ t, o, h, l, c, v }, p, i) =>
        `${i < 20 ? t : t / 1000},${p.Y}-${p.M}-${p.D} ${p.h}:00:00,BTC/USDT,${o},${h},${l},${c},${v},${v * c},${i}`,
    ),
    HOURS,
  ],
  'CryptoDataDownload, lower case, quote volume first': [
    table(['https://a.b', 'unix,date,symbol,open,high,low,close,Volume USDT,Volume BTC'], newestFirst(HOURS), (b, p) =>
      [b.t / 1000, `${p.Y}-${p.M}-${p.D} ${p.h}:00:00`, 'BTC/USDT', b.o, b.h, b.l, b.c, b.v * b.c, b.v].join(','),
    ),
    HOURS,
  ],
  'MetaTrader 5': [
    table(
      ['<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>'],
      HOURS,
      (b, p) => `${p.Y}.${p.M}.${p.D}\t${p.h}:${p.m}:00\t${b.o}\t${b.h}\t${b.l}\t${b.c}\t${b.v}\t0\t12`,
    ),
    HOURS,
  ],
  'MetaTrader 5, days': [
    table(
      ['<DATE>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>'],
      DAYS,
      (b, p) => `${p.Y}.${p.M}.${p.D}\t${b.o}\t${b.h}\t${b.l}\t${b.c}\t7\t${b.v}\t12`,
    ),
    DAYS,
  ],
  'MetaTrader 4, seven columns without header': [
    table([], HOURS, (b, p) => `${p.Y}.${p.M}.${p.D},${p.h}:${p.m},${b.o},${b.h},${b.l},${b.c},${b.v}`),
    HOURS,
  ],
  'Kraken, seven columns without header': [
    table([], HOURS, (b, _, i) => `${b.t / 1000},${b.o},${b.h},${b.l},${b.c},${b.v},${i}`),
    HOURS,
  ],
  'HistData, six columns without header': [
    table([], HOURS, (b, p) => `${p.Y}${p.M}${p.D} ${p.h}${p.m}00;${b.o};${b.h};${b.l};${b.c};${b.v}`),
    HOURS,
  ],
  Finam: [
    table(
      ['<TICKER>;<PER>;<DATE>;<TIME>;<OPEN>;<HIGH>;<LOW>;<CLOSE>;<VOL>'],
      HOURS,
      (b, p) => `BTC;60;${p.Y}${p.M}${p.D};${p.h}${p.m}00;${b.o};${b.h};${b.l};${b.c};${b.v}`,
    ),
    HOURS,
  ],
  'Finam without header': [
    table([], HOURS, (b, p) => `BTC;60;${p.Y}${p.M}${p.D};${p.h}${p.m}00;${b.o};${b.h};${b.l};${b.c};${b.v}`),
    HOURS,
  ],
  Dukascopy: [
    table(
      ['Gmt time,Open,High,Low,Close,Volume'],
      HOURS,
      (b, p) => `${p.D}.${p.M}.${p.Y} ${p.h}:${p.m}:00.000,${b.o},${b.h},${b.l},${b.c},${b.v}`,
    ),
    HOURS,
  ],
  'Investing.com, US': [
    table(
      ['"Date","Price","Open","High","Low","Vol.","Change %"'],
      newestFirst(DAYS),
      (b, p) => `"${p.M}/${p.D}/${p.Y}","${us(b.c)}","${us(b.o)}","${us(b.h)}","${us(b.l)}","${b.v / 1000}K","1.32%"`,
    ),
    DAYS,
  ],
  'Investing.com, UK': [
    table(
      ['"Date","Price","Open","High","Low","Vol.","Change %"'],
      newestFirst(DAYS),
      (b, p) => `"${p.D}/${p.M}/${p.Y}","${us(b.c)}","${us(b.o)}","${us(b.h)}","${us(b.l)}","${b.v / 1e6}M","-1.32%"`,
    ),
    DAYS,
  ],
  'Investing.com, Russia': [
    table(
      ['"Дата","Цена","Откр.","Макс.","Мин.","Объём","Изм. %"'],
      newestFirst(DAYS),
      (b, p) =>
        `"${p.D}.${p.M}.${p.Y}","${de(b.c)}","${de(b.o)}","${de(b.h)}","${de(b.l)}","${String(b.v / 1000).replace('.', ',')}K","1,32%"`,
    ),
    DAYS,
  ],
  'Investing.com, Germany': [
    table(
      ['"Datum","Zuletzt","Eröffn.","Hoch","Tief","Vol.","+/- %"'],
      newestFirst(DAYS),
      (b, p) =>
        `"${p.D}.${p.M}.${p.Y}","${de(b.c)}","${de(b.o)}","${de(b.h)}","${de(b.l)}","${String(b.v / 1000).replace('.', ',')}K","1,32%"`,
    ),
    DAYS,
  ],
  'German spreadsheet': [
    table(
      ['Datum;Eröffnung;Hoch;Tief;Schluss;Volumen'],
      HOURS,
      (b, p) =>
        `${p.D}.${p.M}.${p.Y} ${p.h}:${p.m};${comma(b.o)};${comma(b.h)};${comma(b.l)};${comma(b.c)};${comma(b.v)}`,
    ),
    HOURS,
  ],
  'German spreadsheet, date and time apart, BOM, two-digit year': [
    '\ufeff' +
      table(
        ['Datum;Uhrzeit;Eröffnungskurs;Höchstkurs;Tiefstkurs;Schlusskurs;Volumen'],
        HOURS,
        (b, p) =>
          `${p.D}.${p.M}.24;${p.h}:${p.m};${comma(b.o)};${comma(b.h)};${comma(b.l)};${comma(b.c)};${comma(b.v)}`,
      ),
    HOURS,
  ],
  'Russian spreadsheet': [
    table(
      ['Дата;Открытие;Максимум;Минимум;Закрытие;Объем'],
      HOURS,
      (b, p) =>
        `${p.D}.${p.M}.${p.Y} ${p.h}:${p.m}:00;${comma(b.o)};${comma(b.h)};${comma(b.l)};${comma(b.c)};${comma(b.v)}`,
    ),
    HOURS,
  ],
  'Russian spreadsheet in windows-1251, digits grouped by a hard space': [
    (() => {
      const grouped = (n: number) => comma(n).replace(/\B(?=(\d{3})+,)/g, '\u00a0');
      const text = table(
        ['Дата;Откр.;Макс.;Мин.;Закр.;Объём'],
        DAYS,
        (b, p) =>
          `${p.D}.${p.M}.${p.Y};${grouped(b.o)};${grouped(b.h)};${grouped(b.l)};${grouped(b.c)};${grouped(b.v)}`,
      );
      const bytes = Array.from(text, (letter) => {
        const code = letter.codePointAt(0)!;
        if (code < 256) return code;
        return letter === 'ё' ? 0xb8 : code - 0x410 + 0xc0;
      });
      return Buffer.from(bytes);
    })(),
    DAYS,
  ],
  'days of a spreadsheet': [
    table(['Date,Open,High,Low,Close,Volume'], HOURS, (b) => `${serial(b.t)},${b.o},${b.h},${b.l},${b.c},${b.v}`),
    HOURS,
  ],
  'rounded days of a German spreadsheet': [
    table(
      ['Datum;Eröffnung;Hoch;Tief;Schluss;Volumen'],
      HOURS,
      (b) =>
        `${Number(serial(b.t)).toFixed(6).replace('.', ',')};${comma(b.o)};${comma(b.h)};${comma(b.l)};${comma(b.c)};${comma(b.v)}`,
    ),
    HOURS,
  ],
  'quoted thousands': [
    table(
      ['Date,Open,High,Low,Close,Volume'],
      HOURS,
      (b, p) => `${p.Y}-${p.M}-${p.D} ${p.h}:00,"${us(b.o)}","${us(b.h)}","${us(b.l)}","${us(b.c)}","${us(b.v)}"`,
    ),
    HOURS,
  ],
  'dollar signs and names of months': [
    table(
      ['Date,Open*,High,Low,Close**,Volume,Market Cap'],
      newestFirst(DAYS),
      (b, p) =>
        `"${p.mon} ${p.D}, ${p.Y}","$${us(b.o)}","$${us(b.h)}","$${us(b.l)}","$${us(b.c)}","$${us(b.v)}","$2,204,868,785,654"`,
    ),
    DAYS,
  ],
  CoinMarketCap: [
    '\ufeff' +
      table(
        ['timeOpen;timeClose;timeHigh;timeLow;name;open;high;low;close;volume;marketCap;timestamp'],
        newestFirst(DAYS),
        (b, p) => {
          const day = `${p.Y}-${p.M}-${p.D}T`;
          return `"${day}00:00:00.000Z";"${day}23:59:59.999Z";"${day}15:53:00.000Z";"${day}02:34:00.000Z";"2781";${b.o};${b.h};${b.l};${b.c};${b.v};1;"${day}23:59:59.999Z"`;
        },
      ),
    DAYS,
  ],
  'CoinMarketCap without the time of the open': [
    table(['timestamp;name;open;high;low;close;volume;marketCap'], newestFirst(DAYS), (b, p) => {
      return `"${p.Y}-${p.M}-${p.D}T23:59:59.999Z";"2781";${b.o};${b.h};${b.l};${b.c};${b.v};1`;
    }),
    DAYS,
  ],
  'Kaggle, stamped at the last second of the day': [
    table(
      ['SNo,Name,Symbol,Date,High,Low,Open,Close,Volume,Marketcap'],
      DAYS,
      (b, p, i) => `${i + 1},Bitcoin,BTC,${p.Y}-${p.M}-${p.D} 23:59:59,${b.h},${b.l},${b.o},${b.c},${b.v},1`,
    ),
    DAYS,
  ],
  'hours stamped a millisecond before they end': [
    table(['timestamp,open,high,low,close,volume'], HOURS, (b) => [b.t + HOUR - 1, b.o, b.h, b.l, b.c, b.v].join(',')),
    HOURS,
  ],
  'four hours stamped with their last minute, in Moscow': [
    table(['time,open,high,low,close,volume'], barsOf(4 * HOUR), (b) =>
      [b.t + 4 * HOUR - 60_000, b.o, b.h, b.l, b.c, b.v].join(','),
    ),
    barsOf(4 * HOUR),
  ],
  'hours stamped a microsecond before they end': [
    table(['time,open,high,low,close,volume'], HOURS, (b) =>
      [`${(b.t + HOUR) * 1000 - 1}`, b.o, b.h, b.l, b.c, b.v].join(','),
    ),
    HOURS,
  ],
  'hours stamped a nanosecond before they end': [
    table(['time,open,high,low,close,volume'], HOURS, (b) =>
      [`${BigInt(b.t + HOUR) * 1_000_000n - 1n}`, b.o, b.h, b.l, b.c, b.v].join(','),
    ),
    HOURS,
  ],
  'hours of pandas, stamped a nanosecond before they end': [
    table([',open,high,low,close,volume'], HOURS, (b, p) =>
      [`${p.Y}-${p.M}-${p.D} ${p.h}:59:59.999999999`, b.o, b.h, b.l, b.c, b.v].join(','),
    ),
    HOURS,
  ],
  'a date, and a column Timestamp with the time of day': [
    table(['Date,Timestamp,Open,High,Low,Close,Volume'], HOURS, (b, p) =>
      [`${p.Y}${p.M}${p.D}`, `${p.h}:${p.m}:00`, b.o, b.h, b.l, b.c, b.v].join(','),
    ),
    HOURS,
  ],
  'Nasdaq, dollar signs, newest first': [
    table(['Date,Close/Last,Volume,Open,High,Low'], newestFirst(DAYS), (b, p) =>
      [`${p.M}/${p.D}/${p.Y}`, `$${b.c}`, b.v, `$${b.o}`, `$${b.h}`, `$${b.l}`].join(','),
    ),
    DAYS,
  ],
  'Unicode text of a spreadsheet (UTF-16, tabs)': [
    Buffer.from(
      `\ufeff${table(['Date\tOpen\tHigh\tLow\tClose\tVolume'], DAYS, (b, p) =>
        [`${p.D}.${p.M}.${p.Y}`, comma(b.o), comma(b.h), comma(b.l), comma(b.c), comma(b.v)].join('\t'),
      )}`,
      'utf16le',
    ),
    DAYS,
  ],
  'plain bars in UTF-16, high byte first': [
    Buffer.from(
      `\ufeff${table(['time,open,high,low,close,volume'], HOURS, (b) => [b.t, b.o, b.h, b.l, b.c, b.v].join(','))}`,
      'utf16le',
    ).swap16(),
    HOURS,
  ],
  'only a close_time, on the hour': [
    table(['close_time,open,high,low,close,volume'], HOURS, (b) => [b.t + HOUR, b.o, b.h, b.l, b.c, b.v].join(',')),
    HOURS,
  ],
  'yfinance, three header lines': [
    table(
      ['Price,Close,High,Low,Open,Volume', 'Ticker,BTC-USD,BTC-USD,BTC-USD,BTC-USD,BTC-USD', 'Date,,,,,'],
      DAYS,
      (b, p) => `${p.Y}-${p.M}-${p.D},${b.c},${b.h},${b.l},${b.o},${b.v}`,
    ),
    DAYS,
  ],
  'yfinance, hours, adjusted close, ticker first': [
    table(
      [
        'Ticker,BTC-USD,BTC-USD,BTC-USD,BTC-USD,BTC-USD,BTC-USD',
        'Price,Open,High,Low,Close,Adj Close,Volume',
        'Datetime,,,,,,',
      ],
      HOURS,
      (b, p) => `${p.Y}-${p.M}-${p.D} ${p.h}:00:00+00:00,${b.o},${b.h},${b.l},${b.c},${b.c},${b.v}`,
    ),
    HOURS,
  ],
  'units in names': [
    table(['Time (UTC),Open (USDT),High (USDT),Low (USDT),Close (USDT),Volume (BTC),Volume (USDT)'], HOURS, (b, p) =>
      [`${p.Y}-${p.M}-${p.D} ${p.h}:00`, b.o, b.h, b.l, b.c, b.v, b.v * b.c].join(','),
    ),
    HOURS,
  ],
  'units in names, joined': [
    table(['timestamp_ms,open_usd,high_usd,low_usd,close_usd,volume_usd,volume_btc'], HOURS, (b) =>
      [b.t, b.o, b.h, b.l, b.c, b.v * b.c, b.v].join(','),
    ),
    HOURS,
  ],
  'Bitstamp of Kaggle': [
    table(
      ['Timestamp,Open,High,Low,Close,Volume_(BTC),Volume_(Currency),Weighted_Price'],
      HOURS,
      (b) => `${b.t / 1000},${b.o},${b.h},${b.l},${b.c},${b.v},${b.v * b.c},${b.c}`,
    ),
    HOURS,
  ],
  CoinAPI: [
    table(
      [
        'time_period_start;time_period_end;time_open;time_close;price_open;price_high;price_low;price_close;volume_traded',
      ],
      HOURS,
      (b) => {
        const iso = new Date(b.t).toISOString();
        return `${iso};x;x;x;${b.o};${b.h};${b.l};${b.c};${b.v}`;
      },
    ),
    HOURS,
  ],
  'American clock and date': [
    table(
      ['Date,Time,Open,High,Low,Close,Volume'],
      HOURS,
      (b, p) =>
        `${Number(p.M)}/${Number(p.D)}/${p.Y},${Number(p.h12)}:${p.m} ${p.ap},${b.o},${b.h},${b.l},${b.c},${b.v}`,
    ),
    HOURS,
  ],
  'newest first, otherwise plain': [
    table(['timestamp,open,high,low,close,volume'], newestFirst(HOURS), (b) =>
      [b.t, b.o, b.h, b.l, b.c, b.v].join(','),
    ),
    HOURS,
  ],
  'freqtrade JSON': [JSON.stringify(HOURS.map((b) => [b.t, b.o, b.h, b.l, b.c, b.v])), HOURS],
  'freqtrade JSON, packed': [gzipSync(JSON.stringify(HOURS.map((b) => [b.t, b.o, b.h, b.l, b.c, b.v]))), HOURS],
  'Binance API, JSON of texts': [
    JSON.stringify(
      HOURS.map((b) => [b.t, ...[b.o, b.h, b.l, b.c, b.v].map(String), b.t + HOUR - 1, '1', 5, '1', '1', '0']),
    ),
    HOURS,
  ],
  'Bybit API, newest first inside an answer': [
    JSON.stringify({
      retCode: 0,
      result: {
        symbol: 'BTCUSDT',
        list: newestFirst(HOURS).map((b) => [b.t, b.o, b.h, b.l, b.c, b.v, b.v * b.c].map(String)),
      },
    }),
    HOURS,
  ],
  'JSON of objects': [
    JSON.stringify(HOURS.map((b) => ({ timestamp: b.t, open: b.o, high: b.h, low: b.l, close: b.c, volume: b.v }))),
    HOURS,
  ],
  'an object a line': [
    HOURS.map((b) => JSON.stringify({ t: b.t, o: b.o, h: b.h, l: b.l, c: b.c, v: b.v })).join('\n'),
    HOURS,
  ],
  'lists by name': [
    JSON.stringify({
      s: 'ok',
      t: HOURS.map(({ t }) => t / 1000),
      o: HOURS.map(({ o }) => o),
      h: HOURS.map(({ h }) => h),
      l: HOURS.map(({ l }) => l),
      c: HOURS.map(({ c }) => c),
      v: HOURS.map(({ v }) => v),
    }),
    HOURS,
  ],
};

describe('files of other programs read as they come', () => {
  it.each(Object.keys(LAYOUTS))('%s', async (name) => {
    const [text, want] = LAYOUTS[name]!;
    const { bars } = await read(text);
    expectBars(bars, want);
  });
});

const dmy = (bars: readonly Bar[]) =>
  table(['Date,Open,High,Low,Close,Volume'], bars, (b, p) =>
    [`${p.D}/${p.M}/${p.Y} ${p.h}:${p.m}`, b.o, b.h, b.l, b.c, b.v].join(','),
  );

describe('the order of day and month', () => {
  const early = barsOf(HOUR, 240).map((bar) => ({ ...bar, t: bar.t - START + Date.UTC(2024, 1, 1) }));

  it('is told by a row far below', async () => {
    const minutes = barsOf(60_000, 6 * 1440).map((bar) => ({ ...bar, t: bar.t - START + Date.UTC(2024, 1, 8) }));
    expectBars((await read(dmy(minutes))).bars, minutes);
  });

  it('is refused where every row can be read both ways, naming the option', async () => {
    await expect(read(dmy(early))).rejects.toThrow(/"01\/02\/2024 00:00" cannot be told.*`dateFormat`/);
  });

  it('is what the user says', async () => {
    expectBars((await read(dmy(early), { dateFormat: 'DD/MM/YYYY' })).bars, early);
    const { bars } = await read(dmy(early.slice(0, 24)), { dateFormat: 'M/D/YYYY' });
    expect(new Date(bars.openTime[0]!).toISOString()).toBe('2024-01-02T00:00:00.000Z');
    await expect(read(dmy(early), { dateFormat: 'YYYY-MM-DD' })).rejects.toThrow(/expected a date as YYYY-MM-DD/);
  });
});

describe('columns, zones and what is left out', () => {
  const odd = table(['when,p1,p2,p3,p4,Volume USDT'], HOURS, (b) => [b.t, b.o, b.h, b.l, b.c, b.v].join(','));

  it('takes columns that the user names, either way round', async () => {
    const pairs = [
      ['when', 'time'],
      ['open', 'p1'],
      ['p2', 'high'],
      ['p3', 'low'],
      ['p4', 'close'],
      ['Volume USDT', 'volume'],
    ] as const;
    expectBars((await read(odd, { map: pairs })).bars, HOURS);
    await expect(read(odd, { map: [['nope', 'open']] })).rejects.toThrow(/`map: nope=open`: there is no column "nope"/);
    await expect(read(odd, { map: [['p1', 'opening']] })).rejects.toThrow(/there is no field "opening"/);
  });

  it('takes columns by their numbers where there is no header', async () => {
    const rows = table([], HOURS, (b) => ['x', b.c, b.t, b.o, b.l, b.h, b.v].join(','));
    await expect(read(rows)).rejects.toThrow(/no header and 7 columns.*`map: /);
    const map = [
      ['3', 'time'],
      ['4', 'open'],
      ['6', 'high'],
      ['5', 'low'],
      ['2', 'close'],
      ['7', 'volume'],
    ] as const;
    expectBars((await read(rows, { map })).bars, HOURS);
  });

  it('names what is missing in words of the user, with the option that fixes it', async () => {
    const error = read(odd, {});
    await expect(error).rejects.toThrow(
      /has no column for the time, open, high, low, close, volume; say which it is with `map: "COLUMN=time"`/,
    );
    await expect(error).rejects.not.toThrow(/openTime/);
  });

  it('does not take a traded value for a volume of coins', async () => {
    const text = table(['date,open,high,low,close,Volume USDT'], HOURS, (b, p) =>
      [`${p.Y}-${p.M}-${p.D} ${p.h}:00`, b.o, b.h, b.l, b.c, b.v].join(','),
    );
    await expect(read(text)).rejects.toThrow(/no column for volume.*quote currency/);
  });

  it('reads stamps of a zone whose clocks change, the repeated hour too', async () => {
    const fold = barsOf(HOUR, 8).map((bar, i) => ({ ...bar, t: Date.UTC(2024, 10, 3, 3) + i * HOUR }));
    const local = (bars: readonly Bar[]) =>
      table(['time,open,high,low,close,volume'], bars, (b) => {
        const ahead = b.t < Date.UTC(2024, 10, 3, 6) ? -4 : -5;
        return [new Date(b.t + ahead * HOUR).toISOString().slice(0, 16), b.o, b.h, b.l, b.c, b.v].join(',');
      });
    expectBars((await read(local(fold), { timeZone: 'America/New_York' })).bars, fold);
    expectBars((await read(local(newestFirst(fold)), { timeZone: 'America/New_York' })).bars, fold);
    await expect(read(local(fold), { timeZone: 'Mars/Base' })).rejects.toThrow(/`timeZone` is "Mars\/Base"/);
    const shifted = table(['Time (MSK),open,high,low,close,volume'], HOURS, (b) =>
      [new Date(b.t + 3 * HOUR).toISOString().slice(0, 16), b.o, b.h, b.l, b.c, b.v].join(','),
    );
    await expect(read(shifted)).rejects.toThrow(/in the zone MSK.*`timeZone`/);
    expectBars((await read(shifted, { timeZone: '+3' })).bars, HOURS);
    expectBars((await read(shifted, { timeZone: 'Europe/Moscow' })).bars, HOURS);
  });

  it.each(['NaN', '', 'null'])('leaves out minutes without a trade, written %j, and says so', async (nothing) => {
    const text = table(['Timestamp,Open,High,Low,Close,Volume_(BTC)'], HOURS, (b, _, i) =>
      i % 4 === 1
        ? `${b.t / 1000},${Array(5).fill(nothing).join(',')}`
        : `${b.t / 1000},${b.o},${b.h},${b.l},${b.c},${b.v}`,
    );
    const { bars, report } = await read(text, { intervalMs: HOUR });
    expectBars(
      bars,
      HOURS.filter((_, i) => i % 4 !== 1),
    );
    expect(report.dropped).toEqual({ idle: 10 });
    expect(report.notes.join()).toContain('10 of its rows have no price');
  });

  it.each([
    ['every second minute', (i: number) => i % 2 === 1],
    ['nearly all of them, as in the first years of a market', (i: number) => ![0, 7, 8, 19, 33].includes(i)],
  ])('tells the interval where rows without a trade are %s', async (_, isIdle) => {
    const text = table(['Timestamp,Open,High,Low,Close,Volume_(BTC)'], HOURS, (b, _b, i) =>
      isIdle(i) ? `${b.t / 1000},NaN,NaN,NaN,NaN,NaN` : `${b.t / 1000},${b.o},${b.h},${b.l},${b.c},${b.v}`,
    );
    for (const rows of [text, [text.split('\n')[0], ...text.trimEnd().split('\n').slice(1).reverse()].join('\n')]) {
      const { bars } = await read(rows);
      expect(bars.intervalMs).toBe(HOUR);
      expectBars(
        bars,
        HOURS.filter((_b, i) => !isIdle(i)),
      );
    }
  });

  it('says that stamps of the end were moved, and that a volume counts price changes', async () => {
    const closing = await read(LAYOUTS['Kaggle, stamped at the last second of the day']![0]);
    expect(closing.report.notes.join()).toContain('end of each bar (2024-01-20T23:59:59.000Z)');
    const ticks = await read(LAYOUTS['MetaTrader 5']![0]);
    expect(ticks.report.notes.join()).toContain('count of price changes');
  });

  it('keeps the reason of the first row where every row is wrong', async () => {
    const text = table(['time,open,high,low,close,volume'], HOURS, (b) => [b.t, 'x', b.h, b.l, b.c, b.v].join(','));
    await expect(read(text, { lenient: true })).rejects.toThrow(
      /all of its 40 rows are wrong.*line 2, column "open": "x"/,
    );
  });

  it('says that bytes are not text, without showing them', async () => {
    const bytes = Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 37 + (i >> 3)) % 256));
    const error = await read(bytes).catch((caught: unknown) => caught as Error);
    expect((error as Error).message).toContain('this is not a text file');
    expect((error as Error).message.length).toBeLessThan(250);
  });

  it('refuses a comma that may be either', async () => {
    const text = table(['Date,Open,High,Low,Close,Volume'], DAYS, (b, p) =>
      [`${p.Y}-${p.M}-${p.D}`, '"41,100"', '"41,200"', '"41,000"', '"41,150"', Math.round(b.v)].join(','),
    );
    await expect(read(text)).rejects.toThrow(/comma in "41,100" may group thousands or part decimals/);
  });
});
