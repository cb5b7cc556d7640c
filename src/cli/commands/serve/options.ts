import { option, type GivenBy } from '../../options/option-table.js';
import { flagOnly, textList } from '../../options/readers.js';
import { output, setting } from '../../options/rows.js';

/** The options of `serve`, by the field that each sets. */
export const SERVE_OPTIONS = {
  host: setting('server.host', 'ADDRESS'),
  port: setting('server.port', 'PORT'),
  tokenFile: setting('server.tokenFile', 'FILE'),
  allowedHost: option(
    '--allowed-host <NAME>',
    'a name beside those of this machine by which it is reached; may be repeated',
    textList,
    { repeatable: true },
  ),
  demo: option(
    '--demo',
    'show generated data, in a folder that goes when the command ends: your own is neither read nor written',
    flagOnly,
  ),
  config: output.config,
} as const;
export type ServeGiven = GivenBy<typeof SERVE_OPTIONS>;
