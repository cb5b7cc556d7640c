import { WakingFeed } from '../../live/broker/waking-feed.js';
import type { Feed } from '../../live/runner/feed.js';
import type { Runtime } from '../runtime/runtime.js';
import type { LiveBroker } from './live-broker.js';

/** The orders of a session at an exchange: how its stream is followed (null: it has none), and how it is asked what became of them. */
export interface FollowedOrders {
  readonly follow: LiveBroker['followOrders'];
  readonly ask: () => Promise<void>;
}

/** Does its work on bars during which orders are asked about as soon as the exchange shows that something became of one. */
export async function whileFollowing<T>(
  { follow, ask }: FollowedOrders,
  feed: Feed,
  { clock, log }: Pick<Runtime, 'clock' | 'log'>,
  work: (feed: Feed) => Promise<T>,
): Promise<T> {
  if (follow === null) return work(feed);
  const waking = new WakingFeed(feed, ask, clock);
  const closing = new AbortController();
  // Without its stream the exchange is asked before each bar.
  follow({
    clock,
    signal: closing.signal,
    onShown: () => waking.show(),
    onLost: (reason) => log.debug('exchange.order-stream-lost', { reason }),
  }).catch((error: unknown) => log.debug('exchange.no-order-stream', { error }));
  try {
    return await work(waking);
  } finally {
    closing.abort();
  }
}
