import { latest, versusWeek } from '../series-fields.js';
import { table } from './snapshot-field.js';

const mood = { decimals: 0, historical: true, masking: 'kept', feature: true } as const;

export const MACRO_FIELDS = table({
  fear_greed_index: {
    ...mood,
    label: 'Fear & Greed index',
    unit: '0 (extreme fear) … 100 (extreme greed)',
    line: ['fear_greed', 'now'],
    title: 'fear & greed',
    style: { digits: 0, suffix: ' of 100' },
    brief: true,
    read: latest('fear_greed'),
  },
  fear_greed_change_7d: {
    ...mood,
    label: 'Fear & Greed index against 7 days before',
    unit: 'points',
    line: ['fear_greed', 'change_7d'],
    title: 'fear & greed, 7 d',
    style: { digits: 0, signed: true },
    read: versusWeek('fear_greed', (now, then) => now - then),
  },
});
