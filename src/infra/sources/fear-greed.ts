import { z } from 'zod';
import { lost } from '../../core/collected.js';
import { MARKET_WIDE } from '../../core/market-snapshot/index.js';
import type { Observation } from '../../core/observation.js';
import type { HistorySource } from '../../core/ports/history-source.js';
import type { ObservationSource } from '../../core/ports/observation-source.js';
import { LAG_MS } from '../../core/publication-lags.js';
import { MINUTE, isStartOfDay } from '../../core/time.js';
import type { HttpClient, RatePolicy } from '../http/types.js';
import { JSON_BODY, type SourceDefinition } from './shared/definition.js';
import { endpoint, wireDecimal, wireTime } from './shared/wire.js';
import { readRows, Rejections, seriesFailure } from './shared/rejections.js';
import { wholePast } from './shared/history.js';
import { collectedFrom, observationsFrom } from './shared/points.js';

const ID = 'fear-greed';
const SERIES = 'fear_greed';

/** 60 requests a minute over ten minutes, as the vendor's API page says. */
const RATE: RatePolicy = { key: ID, limit: 60, windowMs: MINUTE };
/** A snapshot looks back a week; a month shows the days that are missing. */
const SNAPSHOT_DAYS = 31;
/** The vendor's spelling of "all days there are" (since 2018-02-01). */
const ALL_DAYS = 0;

/** Errors arrive with HTTP 200: `metadata.error` is null where all is well. */
const replySchema = z.looseObject({
  data: z.array(z.unknown()),
  metadata: z.looseObject({ error: z.null('expected no error').optional() }).optional(),
});

/** `{value: "40", value_classification, timestamp: "seconds", time_until_update}`: all text. */
const rowSchema = z.looseObject({
  value: wireDecimal.refine((value) => value >= 0 && value <= 100, 'expected 0 to 100'),
  timestamp: wireTime.refine(isStartOfDay, 'expected the start of a UTC day'),
});

interface FearGreedSettings {
  readonly http: HttpClient;
  /** `https://api.alternative.me` or a stand-in for it. */
  readonly baseUrl: string;
}

/**
 * The last `days` days, by `GET /fng/`, which sends the newest first. Publication lag: a value is published at the start of the UTC
 * day it is dated, so it can be known from 00:00 + 10 min (assumed), or when it arrived, if that was earlier.
 *
 * @throws HttpError
 */
async function fetchDays(
  { http, baseUrl }: FearGreedSettings,
  days: number,
  signal: AbortSignal,
): Promise<{
  readonly observations: Observation[];
  readonly rejections: Rejections;
  readonly receivedAt: number;
}> {
  const request = { source: ID, url: endpoint(baseUrl, 'fng/'), query: { limit: days, format: 'json' }, rate: RATE };
  const { data, response } = await http.getJson({ ...request, signal }, replySchema);
  const { receivedAt } = response;
  const rejections = new Rejections();
  const rows = readRows(data.data, rowSchema, (reason) => rejections.add(SERIES, reason));
  const observations = observationsFrom(
    rows.map(({ timestamp, value }) => ({ observedAt: timestamp, value })),
    {
      source: ID,
      series: SERIES,
      symbol: MARKET_WIDE,
      receivedAt,
      availableAt: (day) => day + LAG_MS.fearGreed,
      rejections,
    },
  );
  return { observations, rejections, receivedAt };
}

/** The Crypto Fear & Greed index of alternative.me. */
export function createFearGreedSource(settings: FearGreedSettings): ObservationSource {
  const series = [SERIES] as const;
  return {
    id: ID,
    series,
    async collect({ signal }) {
      try {
        const { observations, rejections } = await fetchDays(settings, SNAPSHOT_DAYS, signal);
        return collectedFrom(ID, series, observations, rejections, () => 'it sent no day at all.');
      } catch (error) {
        return lost(seriesFailure(ID, series, error));
      }
    },
  };
}

/** The whole index in one request. */
export function createFearGreedHistory(settings: FearGreedSettings): HistorySource {
  return {
    id: ID,
    series: [SERIES],
    async *history(request) {
      const { observations, rejections, receivedAt } = await fetchDays(settings, ALL_DAYS, request.signal);
      yield wholePast(ID, observations, rejections, request, receivedAt);
    },
  };
}

export const fearGreedSource: SourceDefinition<{ readonly fearGreed: { readonly baseUrl: string } }> = {
  id: ID,
  lags: [
    {
      series: [SERIES],
      lag_ms: LAG_MS.fearGreed,
      rule: '00:00 UTC of its day + 10 min',
      why: 'the vendor updates it daily at 00:00 UTC, and such jobs take some minutes (assumed)',
    },
  ],
  address: ({ fearGreed }) => fearGreed.baseUrl,
  probe: ({ address }) => [
    {
      name: 'Fear & Greed',
      env: 'FEAR_GREED_BASE_URL',
      request: { url: `${address}/fng/`, query: { limit: 1 } },
      looksRight: JSON_BODY,
    },
  ],
  create: ({ http, address }) => createFearGreedSource({ http, baseUrl: address }),
  history: ({ http, address }) => createFearGreedHistory({ http, baseUrl: address }),
};
