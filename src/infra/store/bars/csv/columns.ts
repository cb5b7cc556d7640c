/**
 * Names under which files know the columns, most specific first; compared without case, spaces and punctuation, so
 * `openTime`, `open_time` and `Open Time` are one name. Where a file has several time columns the earlier alias wins.
 */
const ALIASES = {
  openTime: [
    'opentime',
    'timeopen',
    'opentimems',
    'candlebegintime',
    'begintime',
    'starttime',
    'timestamp',
    'timestampms',
    'unixtimestamp',
    'unixtime',
    'unix',
    'epoch',
    'datetime',
    'datetimeutc',
    'timestamputc',
    'timeutc',
    'dateutc',
    'time',
    'date',
    'start',
    'ts',
    't',
    'indexlevel0',
  ],
  open: ['open', 'openprice', 'o'],
  high: ['high', 'highprice', 'max', 'h'],
  low: ['low', 'lowprice', 'min', 'l'],
  close: ['close', 'closeprice', 'c'],
  volume: ['volume', 'vol', 'basevolume', 'volumebase', 'v'],
} as const;

export const BAR_ALIASES: Readonly<Record<string, readonly string[]>> = ALIASES;

/** Times of a funding file: `fundingTime` (REST), `calc_time` (data.binance.vision), `Date` (third parties). */
export const FUNDING_ALIASES: Readonly<Record<string, readonly string[]>> = {
  time: ['fundingtime', 'calctime', 'settletime', ...ALIASES.openTime],
  rate: ['fundingrate', 'lastfundingrate', 'rate'],
  mark: ['markprice', 'mark'],
  interval: ['fundingintervalhours', 'intervalhours', 'fundinginterval'],
};

/** Signs of currencies stay: `Volume ($)` is not `volume`. */
export const normalName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}\p{Sc}]/gu, '');

export type ColumnMap = { readonly indexOf: ReadonlyMap<string, number> } | { readonly duplicate: string };

/**
 * Finds the column of each role in a header.
 * @param rename role → the file's own name for it, where the aliases do not know it
 */
export function mapColumns(
  header: readonly string[],
  aliases: Readonly<Record<string, readonly string[]>>,
  rename: Readonly<Partial<Record<string, string>>>,
): ColumnMap {
  const names = header.map(normalName);
  const indexOf = new Map<string, number>();
  for (const [role, known] of Object.entries(aliases)) {
    const own = rename[role];
    const candidates = own === undefined ? known : [normalName(own)];
    const name = candidates.find((candidate) => names.includes(candidate));
    if (name !== undefined) {
      if (names.indexOf(name) !== names.lastIndexOf(name)) return { duplicate: header[names.lastIndexOf(name)]! };
      indexOf.set(role, names.indexOf(name));
    } else if (own === undefined && role === 'openTime' && names[0] === '') {
      // A pandas frame with a time index is written with an empty first name.
      indexOf.set(role, 0);
    }
  }
  return { indexOf };
}
