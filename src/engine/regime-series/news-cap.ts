import { InputError } from '../../core/errors.js';

/** @throws InputError for an invalid cap */
export function assertNewsCap(newsCap: number): void {
  if (newsCap >= 0 && newsCap < Infinity) return;
  throw new InputError('regime.news-cap', `The news cap is ${newsCap}: it must be a number from 0 on, such as 0.5.`, {
    where: 'news_cap',
  });
}
