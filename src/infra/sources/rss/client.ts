import type { HttpClient } from '../../http/types.js';
import { MINUTE } from '../../../core/time.js';

/** One feed. */
export interface RssFeed {
  /** Short and stable: `coindesk`. Observations of it come from source `rss-coindesk`. */
  readonly id: string;
  /** How the outlet is called in front of its headlines. Default: its known name, else `id`. */
  readonly name?: string;
  readonly url: string;
}

/** Feeds have 20 to 30 items with at most some 50 kB each; larger bodies are not worth parsing. */
const MAX_BYTES = 2 * 1024 * 1024;

/**
 * One feed as text. CoinDesk: https://www.coindesk.com/arc/outboundfeeds/rss, Cointelegraph: https://cointelegraph.com/rss,
 * The Block: https://www.theblock.co/rss.xml, Decrypt: https://decrypt.co/feed. Feeds may be asked every few minutes
 * (CoinDesk's `ttl` is 5): one request a cycle needs no budget beyond the window below.
 *
 * @throws HttpError
 */
export async function fetchFeed(
  http: HttpClient,
  { id, url }: RssFeed,
  signal: AbortSignal,
): Promise<{ readonly xml: string; readonly receivedAt: number }> {
  const source = `rss-${id}`;
  const { body, receivedAt } = await http.get({
    source,
    url,
    headers: { accept: 'application/rss+xml, application/atom+xml, application/xml, text/xml' },
    maxBytes: MAX_BYTES,
    rate: { key: source, limit: 4, windowMs: MINUTE },
    signal,
  });
  return { xml: body, receivedAt };
}
