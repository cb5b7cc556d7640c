import { parseDecimal } from '../../../core/decimal.js';
import { MARKET_WIDE } from '../../../core/market-snapshot/index.js';
import type { Observation } from '../../../core/observation.js';
import { LAG_MS } from '../../../core/publication-lags.js';
import { assetsNamed } from '../../../infra/sources/shared/asset-names.js';
import { htmlToText } from '../../../infra/sources/shared/html-text.js';
import { webUrl } from '../../../infra/sources/shared/news.js';
import { wrongCell, type ImportFormat, type MappedRow } from './format.js';

/** Keys under which tools write a polarity: TextBlob, VADER, and plain ones. */
const IN_DICT = /['"](?:polarity|compound|score|sentiment)['"]\s*:\s*(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*[,}]/;

/**
 * −1 … 1 from a number, or from a JSON object or a Python dict as text (`{'class': 'neutral', 'polarity': 0.0}`); null for anything
 * else: a mere label is not a number.
 */
function readSentiment(text: string): number | null {
  const value = parseDecimal(text.trim().startsWith('{') ? IN_DICT.exec(text)?.[1] : text);
  return value !== null && value >= -1 && value <= 1 ? value : null;
}

/** Longest texts that are kept, characters: as of live headlines. */
const MAX = { source: 80, title: 500, body: 2_000 };

/**
 * An archive of headlines: known 15 minutes after they were published, and flagged as unversioned. A headline belongs to every
 * asset that its title names, as live ones do, and to the whole market where it names none.
 */
export const newsFormat: ImportFormat = {
  fields: {
    time: { names: ['time', 'date', 'publishedat', 'published', 'pubdate', 'timestamp'], required: true },
    title: { names: ['title', 'headline'], required: true },
    body: { names: ['body', 'text', 'description', 'summary', 'content'], required: false },
    source: { names: ['source', 'publisher', 'domain'], required: false },
    url: { names: ['url', 'link'], required: false },
    sentiment: { names: ['sentiment', 'polarity'], required: false },
    impact: { names: ['impact', 'impactscore'], required: false },
    symbol: { names: ['symbol', 'asset', 'currency'], required: false },
  },
  read(rows, { time, symbol, baseAsset, retrievedAt, source }) {
    const skipped: Record<string, number> = {};
    const skip = (reason: string): void => void (skipped[reason] = (skipped[reason] ?? 0) + 1);
    const observations = rows.flatMap((row): Observation[] => {
      const published = time(row.need('time'));
      const title = htmlToText(row.get('title')?.text ?? '');
      if (title === '') {
        skip('headlines without a title');
        return [];
      }
      if (published > retrievedAt) {
        skip('headlines dated after this copy was made');
        return [];
      }
      const mood = row.get('sentiment');
      const sentiment = mood === null ? null : readSentiment(mood.text);
      if (mood !== null && sentiment === null)
        skip('sentiments that are not numbers from −1 to 1 (their headlines stay)');
      const body = htmlToText(row.get('body')?.text ?? '').slice(0, MAX.body);
      const value = {
        source: (row.get('source')?.text ?? 'archive').slice(0, MAX.source),
        title: title.slice(0, MAX.title),
        body: body === '' ? null : body,
        url: webUrl(row.get('url')?.text),
        sentiment,
        impact_score: impactOf(row),
      };
      return symbolsOf(row, title, symbol?.asset ?? null, baseAsset.asset).map((of) => ({
        series: 'news',
        symbol: of,
        value,
        observed_at: published,
        available_at: published + LAG_MS.newsArchive,
        source: source ?? 'archive',
        retrieved_at: retrievedAt,
        unversioned: true,
      }));
    });
    return { observations, skipped };
  },
};

function symbolsOf(row: MappedRow, title: string, given: string | null, baseAsset: string): string[] {
  const cell = row.get('symbol')?.text.toUpperCase();
  if (cell !== undefined) return [cell];
  if (given !== null) return [given];
  const named = assetsNamed(title, baseAsset);
  return named.size === 0 ? [MARKET_WIDE] : [...named];
}

function impactOf(row: MappedRow): number | null {
  const cell = row.get('impact');
  if (cell === null) return null;
  const value = parseDecimal(cell.text);
  if (value === null || value < 0 || value > 1) throw wrongCell(cell, 'a number from 0 to 1');
  return value;
}
