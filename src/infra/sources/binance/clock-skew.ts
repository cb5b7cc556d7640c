import { z } from 'zod';
import type { Clock } from '../../../core/ports/index.js';
import type { HttpClient } from '../../http/types.js';
import { wireTime } from '../shared/wire.js';
import { spotRate } from './limits.js';

const timeReplySchema = z.object({ serverTime: wireTime });

export interface ClockSkew {
  /** The exchange's clock minus this machine's, ms, to within half of `roundTripMs`. Positive: this machine is behind. */
  readonly skewMs: number;
  readonly roundTripMs: number;
}

/**
 * Compares this machine's clock with Binance's.
 * developers.binance.com/docs/binance-spot-api-docs/rest-api/general-endpoints (weight 1)
 * @throws HttpError where the exchange does not answer
 */
export async function probeClockSkew(settings: {
  readonly http: HttpClient;
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}): Promise<ClockSkew> {
  const { http, baseUrl, clock, signal } = settings;
  const sentAt = clock.now();
  const { data, response } = await http.getJson(
    {
      source: 'binance-spot',
      url: `${baseUrl}/api/v3/time`,
      rate: spotRate(baseUrl),
      // A second try would count the wait before it as travel.
      tries: 1,
      signal,
    },
    timeReplySchema,
  );
  const roundTripMs = response.receivedAt - sentAt;
  return { skewMs: Math.round(data.serverTime - (sentAt + roundTripMs / 2)), roundTripMs };
}
