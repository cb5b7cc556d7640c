import type { Clock } from '../../core/ports/index.js';
import { messageOf } from '../../core/errors.js';
import type { Logger } from '../log/types.js';
import { HttpError } from './errors.js';
import { RETRY_AFTER_CAP_MS } from './header-times.js';
import { isoTime, MINUTE } from '../../core/time.js';

/** Until when (UTC ms) nothing may be sent to a host, or under a rate key. */
export interface Ban {
  readonly key: string;
  readonly until: number;
}

/** Where bans outlive the process: a restart must not turn a 2-minute ban into a 3-day one. */
export interface BanStore {
  load(): Promise<readonly Ban[]>;
  save(bans: readonly Ban[]): Promise<void>;
}

/**
 * Ban after a 429 without `Retry-After`, ms: the longest usual window of the vendors we ask is one minute.
 */
const BAN_429_MS = MINUTE;
/** After a 418 without it, ms: Binance's shortest IP ban (https://developers.binance.com/docs/binance-spot-api-docs/rest-api/limits). */
const BAN_418_MS = 120_000;

export const banMs = (status: 418 | 429, retryAfter: number | null): number =>
  retryAfter ?? (status === 418 ? BAN_418_MS : BAN_429_MS);

export interface Bans {
  /** @throws HttpError `http.banned` while a ban on any of these keys is in force. */
  check(source: string, keys: readonly string[]): Promise<void>;
  add(keys: readonly string[], until: number): Promise<void>;
}

/** Bans shared by all calls of one client. A store that fails is logged and never stops a call. */
export function createBans(clock: Clock, log: Logger, store?: BanStore): Bans {
  const until = new Map<string, number>();
  let loading: Promise<void> | undefined;

  async function load(): Promise<void> {
    try {
      const latest = clock.now() + RETRY_AFTER_CAP_MS;
      // Never longer than a ban can be: the clock may have been set back since.
      for (const ban of (await store?.load()) ?? []) until.set(ban.key, Math.min(ban.until, latest));
    } catch (error) {
      log.warn('http.bans.unreadable', { reason: messageOf(error) });
    }
  }

  async function save(): Promise<void> {
    const now = clock.now();
    for (const [key, end] of until) if (end <= now) until.delete(key);
    try {
      await store?.save([...until].map(([key, end]) => ({ key, until: end })));
    } catch (error) {
      log.warn('http.bans.unwritable', { reason: messageOf(error) });
    }
  }

  return {
    async check(source, keys) {
      await (loading ??= load());
      const end = Math.max(...keys.map((key) => until.get(key) ?? 0));
      const now = clock.now();
      if (end <= now) return;
      const at = isoTime(end);
      throw new HttpError(
        'http.banned',
        `${source} is not asked until ${at}: ${keys.at(-1)} refused more requests (HTTP 418 or 429).`,
        {
          retryable: true,
          where: keys.at(-1)!,
          remedy: `wait ${Math.ceil((end - now) / 1_000)} s`,
          retryAfterMs: end - now,
        },
      );
    },
    async add(keys, end) {
      await (loading ??= load());
      for (const key of keys) until.set(key, Math.max(end, until.get(key) ?? 0));
      await save();
    },
  };
}
