import { InputError } from '../../../core/errors.js';
import type { FieldGroup } from '../../../core/market-snapshot/fields/index.js';
import type { FieldQuality, MarketSnapshot } from '../../../core/market-snapshot/schema.js';
import { seededRandom, type Random } from '../../../core/ports/random.js';
import { parseSymbol } from '../../../core/symbol.js';
import { AliasBook } from './alias-book.js';
import { textMasker } from './mask-text.js';
import { MASKING_TABLE } from './masking-table.js';
import { isoTime, WEEK } from '../../../core/time.js';

/** How far times are moved: 10 to 20 years ahead, where there is nothing that a model could remember by mistake. */
const LEAST_WEEKS = 520;
const MOST_WEEKS = 1_040;
/** Money is counted in a unit at least 2 and at most 100 times larger or smaller. */
const LEAST_FACTOR = 2;
const MOST_FACTOR = 100;

export interface MaskOptions {
  /** One seed for a whole probe. Each snapshot's mask also depends on its own time and asset, not on the order of asking. */
  readonly seed: number;
  /** What the asset is called, letters. Default `COIN`. */
  readonly assetAlias?: string;
}

/**
 * The same market without what would let a model look it up in its memory: the asset, exchanges and known names become aliases,
 * every time moves by the same whole number of weeks (so the hour of the week stays), and every amount of money is multiplied
 * by one factor. `MASKING_TABLE` says it field by field. The masked snapshot asks the same question, so an answer that needs
 * no memory stays as good.
 *
 * What this cannot show: the shape of a famous crash is recognisable in returns, volatility and RSI alone; counts of coins, levels
 * of volume against price, MVRV and dominance narrow the time down; a story in the news is known by what happened in it, whoever
 * is named; which fields exist says which asset it may be. And masking takes away honest information too: which asset it is,
 * the season, the names in the news. A worse masked score is evidence of memory, not proof; an equal one does not clear a model.
 * @throws InputError for a base asset that is not a symbol or an alias that is not 2 to 6 letters
 */
export function maskSnapshot(snapshot: MarketSnapshot, options: MaskOptions): MarketSnapshot {
  const { seed, assetAlias: alias = 'COIN' } = options;
  if (!/^[A-Z]{2,6}$/.test(alias)) {
    throw new InputError('mask.alias', `The alias "${alias.slice(0, 20)}" must be 2 to 6 capital letters.`, {
      where: 'assetAlias',
    });
  }
  const random = seededRandom(hash(`${seed}\n${snapshot.base_asset}\n${snapshot.timestamp_utc}`));
  const factor = randomFactor(random);
  const shift = Math.floor(LEAST_WEEKS + random.next() * (MOST_WEEKS - LEAST_WEEKS)) * WEEK;
  const book = new AliasBook();
  const { asset } = parseSymbol(snapshot.base_asset);
  const text = textMasker({ asset, alias, spot: snapshot.market.spot_price }, book);
  const source = (name: string): string => book.aliasOf('source', name);
  const maskQuality = (quality: FieldQuality): FieldQuality => ({
    ...quality,
    source: quality.source === null ? null : source(quality.source),
    observed_at: quality.observed_at === null ? null : moved(quality.observed_at, shift),
    missing_because: quality.missing_because === null ? null : text(quality.missing_because),
  });
  return {
    timestamp_utc: moved(snapshot.timestamp_utc, shift),
    base_asset: `${alias}USD`,
    horizon_hours: snapshot.horizon_hours,
    market: rescaled(snapshot, 'market', factor),
    onchain: rescaled(snapshot, 'onchain', factor),
    macro_context: rescaled(snapshot, 'macro_context', factor),
    news: snapshot.news.map((item) => ({
      source: source(item.source),
      time_utc: moved(item.time_utc, shift),
      sentiment: item.sentiment,
      impact_score: item.impact_score,
      text: text(item.text),
    })),
    data_quality: {
      fields: Object.fromEntries(
        Object.entries(snapshot.data_quality.fields).map(([path, quality]) => [path, maskQuality(quality)]),
      ),
      failures: snapshot.data_quality.failures.map((failure) => ({
        source: source(failure.source),
        code: text(failure.code),
        reason: text(failure.reason),
      })),
      demo: snapshot.data_quality.demo,
    },
  };
}

function rescaled<Group extends FieldGroup>(
  snapshot: MarketSnapshot,
  group: Group,
  factor: number,
): MarketSnapshot[Group] {
  const values: [string, number | null][] = Object.entries(snapshot[group]);
  const masked = values.map(([name, value]): [string, number | null] => {
    const money = MASKING_TABLE[`${group}.${name}`] === 'rescaled';
    return [name, money && value !== null ? value * factor : value];
  });
  return Object.fromEntries(masked) as MarketSnapshot[Group];
}

/** A time that cannot be read is not shown: moved or not, its text would give it away. */
function moved(time: string, shift: number): string {
  const at = Date.parse(time);
  return Number.isFinite(at) ? isoTime(at + shift) : 'unknown';
}

/** Uniform in its logarithm, in [1/100, 1/2] or [2, 100]. */
function randomFactor(random: Random): number {
  const size = Math.exp(Math.log(LEAST_FACTOR) + random.next() * Math.log(MOST_FACTOR / LEAST_FACTOR));
  return random.next() < 0.5 ? size : 1 / size;
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo; public domain). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
