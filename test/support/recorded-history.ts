import { readFileSync } from 'node:fs';
import type { Observation } from '../../src/core/observation.js';
import type { SeriesName } from '../../src/core/series.js';
import { testDataPath } from './test-data.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MINUTE = 60_000;

/** Splits one line at `delimiter`, keeping quoted fields whole. The recordings have no line breaks inside fields. */
function fields(line: string, delimiter: string): string[] {
  const out: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!;
    if (char === '"') {
      if (quoted && line[i + 1] === '"') field += '"';
      quoted = !quoted;
    } else if (char === delimiter && !quoted) {
      out.push(field);
      field = '';
    } else field += char;
  }
  return [...out, field];
}

function table(path: string, delimiter = ','): Record<string, string>[] {
  const [head, ...lines] = readFileSync(testDataPath(path), 'utf8').trimEnd().split(/\r?\n/);
  const names = fields(head!, delimiter);
  return lines.map((line) => {
    const values = fields(line, delimiter);
    return Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));
  });
}

const row = (
  series: SeriesName,
  symbol: string,
  value: Observation['value'],
  observedAt: number,
  availableAt: number,
): Observation => ({
  series,
  symbol,
  value,
  observed_at: observedAt,
  available_at: availableAt,
  source: 'recorded',
  retrieved_at: availableAt,
});

/** Real BTCUSDT history with the availability rules of the sources: bars, funding, on-chain, fear & greed and news. */
export function recordedHistory(): Observation[] {
  const out: Observation[] = [];
  for (const r of table('data/bars/binance-spot-BTCUSDT-1h-2022-2024.csv')) {
    const open = Date.parse(`${r.timestamp!.replace(' ', 'T')}Z`);
    const [o, h, l, c, v] = [r.open, r.high, r.low, r.close, r.volume].map(Number);
    out.push(
      row(
        'bar_1h',
        'BTCUSDT',
        { open: o!, high: h!, low: l!, close: c!, volume: v!, quote_volume: null },
        open,
        open + HOUR,
      ),
    );
  }
  for (const r of table('data/funding/binance-BTCUSDT-8h-2020-2023-utc+3.csv')) {
    const local = Date.parse(`${r.Date!.replace(' ', 'T')}Z`);
    const at = Math.round((local - 3 * HOUR) / MINUTE) * MINUTE;
    out.push(row('funding_rate', 'BTCUSDT', Number(r['Funding Rate']), at, at));
  }
  const daily: Record<string, SeriesName> = {
    AdrActCnt: 'active_addresses',
    TxCnt: 'transactions',
    HashRate: 'hash_rate',
    CapMVRVCur: 'mvrv',
    FlowInExNtv: 'exchange_inflow',
    FlowOutExNtv: 'exchange_outflow',
  };
  for (const r of table('data/onchain/coinmetrics-btc-daily-2009-2024.csv')) {
    if (r.time! < '2022-01-01') continue;
    const day = Date.parse(`${r.time}T00:00:00Z`);
    const completed = Number(r.AssetEODCompletionTime) * 1000;
    const available = completed > day && completed <= day + 7 * DAY ? completed : day + 36 * HOUR;
    for (const [column, series] of Object.entries(daily)) {
      if (r[column] !== '') out.push(row(series, 'BTC', Number(r[column]), day, available));
    }
  }
  for (const r of table('data/onchain/fear-greed-daily.csv')) {
    const day = Date.parse(`${r.date}T00:00:00Z`);
    out.push(row('fear_greed', '*', Number(r.fng), day, day + 10 * MINUTE));
  }
  for (const r of table('data/news/crypto-news-2021-10_2022-07.csv', ';')) {
    const stamp = /^(\d{1,2})-(\d{1,2})-(\d{4}) (\d{2}):(\d{2})/.exec(r.date ?? '');
    if (stamp === null || r.title === '') continue;
    const [day, month, year, hour, minute] = stamp.slice(1).map(Number);
    const at = Date.UTC(year!, month! - 1, day, hour, minute);
    const polarity = /'polarity': (-?[\d.]+)/.exec(r.sentiment ?? '')?.[1];
    const value = {
      source: r.source!,
      title: r.title!,
      body: r.text ?? null,
      url: null,
      sentiment: polarity === undefined ? null : Number(polarity),
      impact_score: null,
    };
    out.push(row('news', r.subject === 'bitcoin' ? 'BTC' : '*', value, at, at + 15 * MINUTE));
  }
  return out;
}
