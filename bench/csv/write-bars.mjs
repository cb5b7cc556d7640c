import { closeSync, openSync, writeSync } from 'node:fs';

/** Bars of one minute from 2020-01-01 on, a seeded random walk on cents: the same file everywhere. */
const START_S = 1_577_836_800;

/** @param {'unix' | 'iso' | 'binance'} style `binance` has twelve columns, ms and no header: about 100 bytes a row */
export function writeBars(path, rows, style) {
  const file = openSync(path, 'w');
  let state = 4;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  let parts = style === 'binance' ? [] : ['timestamp,open,high,low,close,volume'];
  let price = 3_000_000;
  for (let row = 0; row < rows; row++) {
    const open = price;
    price = Math.max(100_000, Math.round(open * (1 + 0.001 * (random() - 0.5)) + (3_000_000 - open) * 1e-6));
    const high = Math.max(open, price) + Math.floor(random() * 900);
    const low = Math.min(open, price) - Math.floor(random() * 900);
    const values = [open, high, low, price].map((cents) => (cents / 100).toFixed(2)).join(',');
    const volume = (random() * 40).toFixed(4);
    const seconds = START_S + row * 60;
    if (style === 'unix') parts.push(`${seconds},${values},${volume}`);
    else if (style === 'iso') parts.push(`${new Date(seconds * 1000).toISOString()},${values},${volume}`);
    else
      parts.push(
        `${seconds}000,${values},${volume},${seconds + 59}999,1234567.12345678,4321,98.76543210,654321.98765432,0`,
      );
    if (parts.length === 20_000) {
      writeSync(file, `${parts.join('\n')}\n`);
      parts = [];
    }
  }
  if (parts.length > 0) writeSync(file, `${parts.join('\n')}\n`);
  closeSync(file);
}
