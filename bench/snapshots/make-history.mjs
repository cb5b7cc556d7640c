/**
 * A made history in the numbers of the real one of 2022–2024: hourly bars, funding, chain, mood, and headlines as dense as an
 * archive of 7,500 in nine months.
 */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WORDS =
  'Bitcoin price market falls rises after report says exchange fund investors regulators Ethereum network miners week record high low'.split(
    ' ',
  );

/** mulberry32: the same history on every machine. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function makeHistory(from, days) {
  const next = random(1);
  const rows = [];
  const add = (series, symbol, value, observed_at, lag) =>
    rows.push({
      series,
      symbol,
      value,
      observed_at,
      available_at: observed_at + lag,
      source: 'bench',
      retrieved_at: observed_at + lag,
    });
  let close = 40_000;
  for (let hour = 0; hour < days * 24; hour++) {
    const open = close;
    close *= 1 + (next() - 0.5) * 0.01;
    const [high, low] = [Math.max(open, close) * 1.002, Math.min(open, close) * 0.998];
    add(
      'bar_1h',
      'BTCUSDT',
      { open, high, low, close, volume: 100 + 900 * next(), quote_volume: null },
      from + hour * HOUR,
      HOUR,
    );
    if (hour % 8 === 0) add('funding_rate', 'BTCUSDT', (next() - 0.4) * 4e-4, from + hour * HOUR, 0);
  }
  for (let day = 0; day < days; day++) {
    const at = from + day * DAY;
    for (const series of [
      'active_addresses',
      'transactions',
      'hash_rate',
      'mvrv',
      'exchange_inflow',
      'exchange_outflow',
    ]) {
      add(series, 'BTC', 1_000 + 100 * next(), at, 29 * HOUR);
    }
    add('fear_greed', '*', Math.floor(next() * 100), at, 600_000);
    for (let story = 0; story < 28; story++) {
      const text = (words) => Array.from({ length: words }, () => WORDS[Math.floor(next() * WORDS.length)]).join(' ');
      const value = {
        source: 'Wire',
        title: text(10),
        body: text(45),
        url: null,
        sentiment: next() - 0.5,
        impact_score: null,
      };
      add('news', next() < 0.4 ? 'BTC' : '*', value, at + Math.floor(next() * DAY), 900_000);
    }
  }
  return rows;
}
