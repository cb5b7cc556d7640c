import { InputError } from '../errors.js';
import type { Multipliers } from './types.js';

/**
 * Bounds how far news alone may raise risk: k = k0 + clamp(k1 − k0, −∞, cap), where k0 is the multiplier of the same
 * question asked without the news and k1 with it. News that lowers a multiplier is not capped: getting out is always allowed.
 */
export function capNewsEffect(withoutNews: Multipliers, withNews: Multipliers, cap: number): Multipliers {
  if (!Number.isFinite(cap) || cap < 0) {
    throw new InputError('sizing.invalid', `news_cap is ${cap}: it must be a finite number of at least 0.`, {
      where: 'news_cap',
    });
  }
  const bounded = (k0: number, k1: number): number => Math.min(k1, k0 + cap);
  return { kLong: bounded(withoutNews.kLong, withNews.kLong), kShort: bounded(withoutNews.kShort, withNews.kShort) };
}

/**
 * Whether asking again without the news could change either multiplier: not when there was no news, and not when every
 * multiplier with news is already at most the cap (k0 ≥ 0, so k0 + cap cannot be below it).
 */
export function newsCouldMatter(newsCount: number, withNews: Multipliers, cap: number): boolean {
  return newsCount > 0 && Math.max(withNews.kLong, withNews.kShort) > cap;
}
