import { limit, number } from '../kinds/number.js';
import { choice } from '../kinds/text.js';
import { group } from '../setting.js';

export const SIZING = group('Position sizes. A size is a fraction of equity: 0.01 means 1 %.', {
  baseLongSize: number(
    {
      env: 'BASE_LONG_SIZE',
      flag: '--base-long',
      about: 'Size of a long position at multiplier 1, as a fraction of equity.',
    },
    { min: 0, max: 10, fallback: 0.01 },
  ),
  baseShortSize: number(
    {
      env: 'BASE_SHORT_SIZE',
      flag: '--base-short',
      about: 'Size of a short position at multiplier 1, as a fraction of equity.',
    },
    { min: 0, max: 10, fallback: 0.01 },
  ),
  kMax: number(
    {
      env: 'K_MAX',
      flag: '--k-max',
      about: 'The largest multiplier, whatever the model says; 0 holds nothing.',
    },
    { min: 0, max: 100, fallback: 2 },
  ),
  profile: choice(
    {
      env: 'SIZING_PROFILE',
      flag: '--profile',
      about:
        'How an opinion becomes a multiplier: "balanced" weighs probabilities and scores, "convex" leans in hard on a confident view.',
    },
    ['balanced', 'convex'],
    'balanced',
  ),
  newsCap: limit(
    {
      env: 'NEWS_CAP',
      about:
        'How far news alone may raise a multiplier: where it could matter the model is asked a second time without the news. "off" asks once and bounds nothing.',
    },
    { min: 0, max: 100, fallback: 0.5 },
  ),
});
