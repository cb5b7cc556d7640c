import { describe, expect, it } from 'vitest';
import { buildMarketSnapshot, marketSnapshotSchema, type MarketSnapshot } from '../../../core/market-snapshot/index.js';
import { buildSystemPrompt, buildUserPrompt } from '../../../core/prompts/shipped.js';
import { sampleSnapshot } from '../../fixtures/sample-snapshot.js';
import { maskSnapshot } from './mask-snapshot.js';
import { MASKING_TABLE } from './masking-table.js';

const WEEK = 7 * 86_400_000;
const original = sampleSnapshot();
const masked = maskSnapshot(original, { seed: 7 });

describe('masked snapshot', () => {
  it('is a snapshot, the same one for the same seed, another one for another seed or time', () => {
    expect(marketSnapshotSchema.parse(masked)).toEqual(masked);
    expect(maskSnapshot(original, { seed: 7 })).toEqual(masked);
    const factor = (from: MarketSnapshot, seed: number) =>
      maskSnapshot(from, { seed }).market.spot_price! / from.market.spot_price!;
    const later = { ...original, timestamp_utc: '2022-06-13T13:00:00.000Z' };
    expect(new Set([factor(original, 7), factor(original, 8), factor(later, 7)]).size).toBe(3);
  });

  it('counts all money in one other unit and leaves every other number', () => {
    const factor = masked.market.spot_price! / original.market.spot_price!;
    for (const group of ['market', 'onchain', 'macro_context'] as const) {
      for (const [name, value] of Object.entries<number | null>(original[group])) {
        const now = (masked[group] as Record<string, number | null>)[name];
        const rule = MASKING_TABLE[`${group}.${name}`];
        if (value === null) expect(now, name).toBeNull();
        else if (rule === 'rescaled') expect(now! / value, name).toBeCloseTo(factor, 9);
        else expect(now, name).toBe(value);
      }
    }
  });

  it('takes factors of at least 2 either way, both ways', () => {
    const factors = Array.from(
      { length: 300 },
      (_, seed) => maskSnapshot(original, { seed }).market.spot_price! / original.market.spot_price!,
    );
    expect(factors.every((f) => (f >= 2 && f <= 100) || (f <= 0.5 && f >= 0.01))).toBe(true);
    const up = factors.filter((f) => f > 1).length;
    expect(up).toBeGreaterThan(110);
    expect(up).toBeLessThan(190);
  });

  it('moves all times by the same whole number of weeks, years ahead', () => {
    const shift = Date.parse(masked.timestamp_utc) - Date.parse(original.timestamp_utc);
    expect(shift % WEEK).toBe(0);
    expect(shift).toBeGreaterThanOrEqual(520 * WEEK);
    original.news.forEach((item, i) =>
      expect(Date.parse(masked.news[i]!.time_utc) - Date.parse(item.time_utc)).toBe(shift),
    );
    for (const [path, { observed_at }] of Object.entries(original.data_quality.fields)) {
      const now = masked.data_quality.fields[path]!.observed_at;
      if (observed_at === null) expect(now).toBeNull();
      else expect(Date.parse(now!) - Date.parse(observed_at), path).toBe(shift);
    }
    const odd = { ...original, news: [{ ...original.news[0]!, time_utc: 'June 13th 2022, noon' }] };
    expect(maskSnapshot(odd, { seed: 7 }).news[0]!.time_utc).toBe('unknown');
  });

  it('gives a prompt without name, date or price of the original', () => {
    for (let seed = 0; seed < 50; seed++) {
      const prompt = changing(buildUserPrompt(maskSnapshot(original, { seed })));
      expect(prompt).not.toMatch(/btc|bitcoin|xbt|биткоин/i);
      expect(prompt).not.toMatch(/binance|coinbase|celsius|coindesk|cointelegraph|\bsec\b|gensler|el salvador/i);
      expect(prompt).not.toMatch(/2022|2021|\bjune?\b/i);
      expect(prompt).not.toMatch(/22,?3(?:18|00)|\b22k|25,?000|69,?000/i);
    }
    // The original does have them, so that the test can fail.
    const plain = changing(buildUserPrompt(original));
    for (const found of [/bitcoin/i, /binance/i, /celsius/i, /2022/, /22318/, /gensler/i]) expect(plain).toMatch(found);
  });

  it('says nothing about which asset it is: prompts of two assets with the same numbers are the same letters', () => {
    // The mask depends on asset and time, so both are rebuilt to the same factor and shift by dividing them out.
    const data_quality = { ...original.data_quality, failures: [] };
    const prompts = ['BTCUSDT', 'ETHUSDT', 'SOLUSDC'].map((base_asset) => {
      const { timestamp_utc, market, ...rest } = maskSnapshot(
        { ...original, base_asset, news: [], data_quality },
        { seed: 1 },
      );
      const factor = market.spot_price! / original.market.spot_price!;
      expect(timestamp_utc).not.toBe(original.timestamp_utc);
      const money = Object.fromEntries(
        Object.entries(market).map(([name, value]) => {
          const divide = MASKING_TABLE[`market.${name}`] === 'rescaled' && value !== null;
          return [name, divide ? Number((value / factor).toPrecision(10)) : value];
        }),
      ) as MarketSnapshot['market'];
      const fields = Object.fromEntries(
        Object.entries(rest.data_quality.fields).map(([path, quality]) => [path, { ...quality, observed_at: null }]),
      );
      return buildUserPrompt({
        ...rest,
        timestamp_utc: original.timestamp_utc,
        market: money,
        data_quality: { ...rest.data_quality, fields },
      });
    });
    expect(new Set(prompts).size).toBe(1);
  });

  it('keeps the hour of the week, the ages and the words that carry the mood', () => {
    const before = new Date(original.timestamp_utc);
    const after = new Date(masked.timestamp_utc);
    expect([after.getUTCDay(), after.getUTCHours()]).toEqual([before.getUTCDay(), before.getUTCHours()]);
    const ages = (text: string) => text.match(/age: [^;\n]+/g);
    expect(ages(buildUserPrompt(masked))).toEqual(ages(buildUserPrompt(original)));
    expect(masked.news[0]!.text).toBe('COIN plunges below [amount] as company A halts withdrawals');
    expect(masked.news[0]!.sentiment).toBe(original.news[0]!.sentiment);
  });

  it.each(['coin', 'A', 'COIN-1', 'TOOLONGNAME'])('refuses the alias %s', (assetAlias) => {
    expect(() => maskSnapshot(original, { seed: 1, assetAlias })).toThrow('capital letters');
  });
});

/** The prompt without the words that every prompt has, whichever asset it is about. */
function changing(prompt: string): string {
  const none = buildMarketSnapshot([], { asOf: 0, baseAsset: 'QQQQUSD', horizonHours: 24 });
  const labels = `${buildSystemPrompt()}\n${buildUserPrompt(none)}`.match(/- \w+ \([^\n]*?\):/g) ?? [];
  expect(labels.length).toBeGreaterThan(30);
  return labels.reduce((text, label) => text.replaceAll(label, ''), prompt);
}
