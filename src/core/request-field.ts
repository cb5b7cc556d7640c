/**
 * Fields of what a program asks for, as messages speak of them. A message names the field (`everyHours`); whoever shows it says
 * how it is typed there: the command line as its option, a program as it stands.
 */
export const REQUEST_FIELDS = [
  'ablateNews',
  'adopt',
  'all',
  'alpha',
  'asOf',
  'assets',
  'baseAsset',
  'before',
  'bootstrap',
  'budgetUsd',
  'calibrate',
  'config',
  'damaged',
  'data',
  'dateFormat',
  'dates',
  'days',
  'dir',
  'earned',
  'everyHours',
  'exchange',
  'fail',
  'fields',
  'fill',
  'fills',
  'filters',
  'from',
  'funding',
  'horizonHours',
  'hypothesis',
  'initialEquity',
  'interval',
  'keep',
  'keepLatest',
  'kind',
  'lenient',
  'limit',
  'map',
  'marginTiers',
  'mark',
  'maxGroupExposure',
  'market',
  'model',
  'modelDates',
  'models',
  'newsCap',
  'noSeries',
  'observations',
  'offline',
  'olderThan',
  'params',
  'port',
  'prompts',
  'refresh',
  'register',
  'registered',
  'replay',
  'retrievedAt',
  'separator',
  'settingsChosenAt',
  'source',
  'sources',
  'speed',
  'start',
  'strategy',
  'symbol',
  'tail',
  'timerange',
  'tokenFile',
  'timeZone',
  'to',
  'unverified',
  'utcOffset',
  'warmUp',
  'yes',
] as const;

export type RequestField = (typeof REQUEST_FIELDS)[number];

const isField = (name: string): name is RequestField => REQUEST_FIELDS.some((each) => each === name);

/** A field inside a message, with what to set it to where the message says that: `` `exchange: okx` ``. */
export const field = (name: RequestField, value?: string): string =>
  value === undefined ? `\`${name}\`` : `\`${name}: ${value}\``;

/** A message with every field in other words. Other things between backticks stay as they are. */
export function withFieldsAs(text: string, inWords: (name: RequestField, value?: string) => string): string {
  return text.replace(/`([A-Za-z]+)(?:: ([^`]+))?`/g, (whole, name: string, value: string | undefined) =>
    isField(name) ? inWords(name, value) : whole,
  );
}
