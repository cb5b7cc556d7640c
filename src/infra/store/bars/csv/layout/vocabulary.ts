import type { BarColumn } from '../../../../../core/bars.js';
import { BAR_ALIASES, normalName } from '../columns.js';

/** A column of bars, or one that only says when in the day its row's date is. */
export type Role = BarColumn | 'clock';

/** Names that other programs use, beside `BAR_ALIASES`, most specific first. */
const MORE: Readonly<Record<Role, readonly string[]>> = {
  openTime: [
    'timeperiodstart',
    'gmttime',
    'localtime',
    'day',
    'dt',
    'candletime',
    'period',
    'timekey',
    'windowstart',
    'begin',
    'bucket',
  ],
  clock: ['time', 'hour', 'timeofday'],
  open: ['priceopen', 'openingprice', 'first', 'bidopen', 'pxopen'],
  high: ['pricehigh', 'highest', 'highestprice', 'bidhigh', 'pxhigh'],
  low: ['pricelow', 'lowest', 'lowestprice', 'bidlow', 'pxlow'],
  close: ['priceclose', 'closingprice', 'last', 'lastprice', 'latest', 'bidclose', 'pxlast', 'closelast', 'price'],
  volume: [
    'volumetraded',
    'volumefrom',
    'realvolume',
    'tradedvolume',
    'totalvolume',
    'volumecrypto',
    'qty',
    'quantity',
  ],
};

/** Stamps of the end of a bar: used where a file has no other. */
export const CLOSING_NAMES: readonly string[] = [
  'closetime',
  'timeclose',
  'candleclosetime',
  'timeperiodend',
  'closetimestamp',
  'endtime',
  'end',
];

/** Counts of price changes, for want of a traded volume: MetaTrader. */
export const TICK_NAMES: readonly string[] = ['tickvol', 'tickvolume', 'ticks', 'upticks'];

type Words = Readonly<Record<Role, readonly string[]>>;

/** Names of other languages, as spreadsheets and Investing.com write them. */
const LANGUAGES: readonly Words[] = [
  {
    openTime: ['datum', 'datumundzeit', 'datumzeit', 'zeitstempel', 'zeitpunkt'],
    clock: ['zeit', 'uhrzeit'],
    open: ['eröffnung', 'eröffn', 'eröffnungskurs', 'erster', 'offen'],
    high: ['hoch', 'höchst', 'hochkurs', 'höchstkurs', 'tageshoch', 'höchster'],
    low: ['tief', 'tiefst', 'tiefkurs', 'tiefstkurs', 'tagestief', 'tiefster', 'niedrig'],
    close: ['schluss', 'schluß', 'schlusskurs', 'schlußkurs', 'zuletzt', 'letzter', 'kurs'],
    volume: ['volumen', 'umsatz', 'stück'],
  },
  {
    openTime: ['датаивремя', 'датавремя', 'дата', 'время', 'период'],
    clock: ['время', 'час'],
    open: ['открытие', 'откр', 'ценаоткрытия', 'начало', 'начальнаяцена', 'первая'],
    high: ['максимум', 'макс', 'максимальная', 'максимальнаяцена', 'высокая', 'высшая', 'хай'],
    low: ['минимум', 'мин', 'минимальная', 'минимальнаяцена', 'низкая', 'низшая', 'лоу', 'лой'],
    close: ['закрытие', 'закр', 'ценазакрытия', 'послед', 'последняя', 'последняяцена', 'цена'],
    volume: ['объем', 'объемторгов', 'обьем', 'количество', 'оборот'],
  },
  {
    openTime: ['fecha', 'fechahora', 'fechayhora'],
    clock: ['hora'],
    open: ['apertura', 'abierto'],
    high: ['máximo', 'máx', 'maximo', 'alto'],
    low: ['mínimo', 'mín', 'minimo', 'bajo'],
    close: ['cierre', 'último', 'ultimo'],
    volume: ['volumen'],
  },
  {
    openTime: ['date', 'horodatage', 'dateheure'],
    clock: ['heure'],
    open: ['ouverture', 'ouv'],
    high: ['plushaut', 'haut', 'élevé'],
    low: ['plusbas', 'bas', 'faible'],
    close: ['clôture', 'cloture', 'dernier'],
    volume: ['volume'],
  },
  {
    openTime: ['data', 'dataora', 'datahora'],
    clock: ['ora', 'hora', 'czas'],
    open: ['apertura', 'abertura', 'otwarcie'],
    high: ['massimo', 'máxima', 'máximo', 'najwyższy', 'najwyzszy'],
    low: ['minimo', 'mínima', 'mínimo', 'najniższy', 'najnizszy'],
    close: ['chiusura', 'ultimo', 'fechamento', 'último', 'zamknięcie', 'zamkniecie', 'ostatnio'],
    volume: ['volume', 'wolumen'],
  },
  {
    openTime: ['tarih'],
    clock: ['saat'],
    open: ['açılış'],
    high: ['yüksek'],
    low: ['düşük'],
    close: ['kapanış', 'şimdi', 'son'],
    volume: ['hacim'],
  },
  {
    openTime: ['日期', '时间', '日付', '日付け', '交易时间'],
    clock: ['时间', '時刻'],
    open: ['开盘', '开盘价', '始値'],
    high: ['最高', '最高价', '高', '高値'],
    low: ['最低', '最低价', '低', '安値'],
    close: ['收盘', '收盘价', '终値', '終値', '现价'],
    volume: ['成交量', '交易量', '出来高'],
  },
];

/** What traded value is counted in: a volume with this in its name is not one of coins. */
const QUOTE =
  /^(?:usdt?|usdc|busd|fdusd|tusd|dai|eur|gbp|jpy|krw|rub|try|usdvalue|quote|quoteasset|currency|fiat|to|notional)$/;
/** What stands beside `volume` in columns that are not a volume of coins. */
const NO_COIN =
  /^(?:ma|sma|ema|avg|mean|change|chg|ratio|delta|profile|pct|buy|sell|up|down|bid|ask|long|short|taker|maker|type|tick|weighted)$/;
const UNIT =
  /(?:usdt|usdc|busd|fdusd|tusd|usd|eur|gbp|btc|eth|utc|gmt|ms|msec|millis|milliseconds|us|ns|sec|seconds|unix|iso|\p{Sc})$/u;

export const plainName = (name: string): string => normalName(name.normalize('NFKC')).replaceAll('ё', 'е');
/** `Open (USD)` and `Time [UTC]` without what stands in brackets. MetaTrader puts whole names into `<>`. */
const withoutBrackets = (name: string): string => name.replace(/[([{].*?[)\]}]/g, '');

/** Forms of a name to look up: as it is, without brackets, without its unit. */
function forms(name: string): string[] {
  const [whole, bare] = [plainName(name), plainName(withoutBrackets(name))];
  return [whole, bare, bare.replace(UNIT, ''), whole.replace(UNIT, '')].filter((form) => form !== '');
}

/** Columns of the names that roles may have, in the order of those names. */
function matches(columns: readonly (readonly string[])[], known: readonly string[]): number[] {
  const found: number[] = [];
  // A name as it stands goes before one whose unit was cut off.
  for (let form = 0; form < 4; form++) {
    for (const word of known) {
      for (const [index, names] of columns.entries()) {
        if (names[form] === word && !found.includes(index)) found.push(index);
      }
    }
  }
  return found;
}

/** Columns that may have each role, the likeliest first. */
export type Candidates = Readonly<Record<Role, readonly number[]>> & {
  readonly closing: readonly number[];
  readonly ticks: readonly number[];
};

/** Finds what the columns of a header may be. */
export function findCandidates(header: readonly string[], base: string | null): Candidates {
  const columns = header.map((name) => forms(name));
  const roles = Object.keys(MORE) as Role[];
  const language = LANGUAGES.find(
    // One foreign word among English ones is chance; three are a language.
    (words) =>
      (['open', 'high', 'low', 'close'] as const).filter((role) => matches(columns, words[role]).length > 0).length >=
      3,
  );
  const of = (role: Role): number[] => [
    ...new Set([
      ...(language === undefined ? [] : matches(columns, language[role])),
      ...matches(columns, role === 'clock' ? [] : BAR_ALIASES[role]!),
      ...matches(columns, MORE[role]),
      // The time goes by any language: no other column is called so.
      ...(role === 'openTime' || role === 'clock' ? LANGUAGES.flatMap((words) => matches(columns, words[role])) : []),
    ]),
  ];
  const found = Object.fromEntries(roles.map((role) => [role, of(role)])) as unknown as Record<Role, number[]>;
  found.volume = [...header.keys()]
    .filter((index) => isVolume(header[index]!, base, found.volume.includes(index)))
    .sort((a, b) => rank(header[a]!, base, found.volume.indexOf(a)) - rank(header[b]!, base, found.volume.indexOf(b)));
  return { ...found, closing: matches(columns, CLOSING_NAMES), ticks: matches(columns, TICK_NAMES) };
}

/** What a volume is counted in by its name: `BTC` of `Volume BTC`, `Volume_(BTC)`, `BTC Volume`; null where it does not say. */
function countedIn(name: string): string | null {
  const found = /^(?:volume|vol)(\p{L}{2,9})$|^(\p{L}{2,6})volume$/u.exec(plainName(name));
  return found?.[1] ?? found?.[2] ?? null;
}

function isVolume(name: string, base: string | null, isKnown: boolean): boolean {
  const unit = countedIn(name);
  // `Volume ($)`
  if (/\p{Sc}/u.test(name.replace('₿', ''))) return false;
  if (unit === null) return isKnown;
  if (unit === base?.toLowerCase()) return true;
  return !QUOTE.test(unit) && !NO_COIN.test(unit);
}

const rank = (name: string, base: string | null, known: number): number => {
  if (base !== null && countedIn(name) === base.toLowerCase()) return -1;
  return known === -1 ? 1000 : known;
};
