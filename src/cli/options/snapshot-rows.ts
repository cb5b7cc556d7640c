import { z } from 'zod';
import { option } from './option-table.js';
import { anyText, flagOnly } from './readers.js';
import { setting } from './rows.js';

/** True without "news". */
const onlyHistorical = z.union([z.literal(true), z.literal('news')]);

/** @param about says of what only the fields that history can supply are kept */
export const historicalFieldsOnly = (about: string) =>
  option('--historical-fields-only [news]', about, onlyHistorical, { choices: ['news'] });

const realData = (conflicts: readonly string[]) =>
  option('--real-data', 'the market as it is now, from the real sources', flagOnly, { conflicts });

/** What a snapshot is of. */
const subject = {
  historicalFieldsOnly: historicalFieldsOnly(
    'only fields that history can supply, as a measured prompt has them; with "news" headlines too',
  ),
  demo: option('--demo', 'the generated demo market, no network (the default)', flagOnly),
  baseAsset: setting('baseAsset', 'PAIR'),
  horizonHours: setting('horizonHours', 'HOURS'),
  exchange: setting('exchange', 'ID'),
} as const;

/** Options that choose a snapshot that is taken. */
export const takenSnapshot = { realData: realData(['demo']), ...subject } as const;

/** Options that choose one that is taken or read; a file brings its own asset and horizon. */
export const takenOrSavedSnapshot = {
  realData: realData(['snapshot', 'demo']),
  snapshot: option('--snapshot <FILE>', 'a snapshot or cycle saved before; - reads stdin', anyText, {
    conflicts: ['demo', 'baseAsset', 'horizonHours', 'exchange'],
  }),
  ...subject,
} as const;
