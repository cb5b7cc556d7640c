import { output, several } from '../../options/rows.js';

/** Options of `explain`. */
export const explainOptions = {
  data: several(
    '--data <FILE|SYMBOL:INTERVAL>',
    'where bars are that the session missed: a file, or a stored series such as BTCUSDT:1h; may be repeated',
  ),
  ...output,
} as const;
