import { field } from '../../../../core/request-field.js';
import { parseSymbol, type TradingSymbol } from '../../../../core/symbol.js';
import { normalName } from './columns.js';
import { CsvError, rowExcerpt } from './csv-error.js';

/** Names of a column that says whose bar a row is, most specific first; compared as those of `BAR_ALIASES` are. */
const NAMES = [
  'symbol',
  'ticker',
  'tic',
  'instid',
  'instrumentid',
  'instrument',
  'secid',
  'pair',
  'tradingpair',
  'currencypair',
  'productid',
  'product',
  'contract',
  'market',
  'asset',
  'coin',
  'token',
  'crypto',
  'cryptoname',
  'coinname',
  'name',
];

/** The column of symbols among those that are nothing else, −1 where there is none. */
export function findSymbolColumn(names: readonly string[], isTaken: (column: number) => boolean): number {
  const plain = names.map(normalName);
  const column = (name: string): number => plain.findIndex((each, index) => each === name && !isTaken(index));
  return NAMES.map(column).find((index) => index >= 0) ?? -1;
}

/** `BTC/USDT`, `btc-usdt` and `BTCUSDT` are one symbol. */
const keyOf = (symbol: string): string => normalName(symbol);

/** What a cell may say of the wanted symbol: its name, or that of its asset alone. */
const keysOf = (symbol: string): ReadonlySet<string> => new Set([keyOf(symbol), keyOf(assetOf(symbol) ?? symbol)]);

/**
 * The rows of one symbol in a file whose rows say of which symbol they are. Files of one symbol pass whole, also under another
 * name; of several the user has to choose one, since rows of two symbols in turn can look like one series.
 */
export class SymbolRows {
  private readonly keys: ReadonlySet<string> | null;
  /** Of the rows that were taken, where nothing was asked for. */
  private first: { readonly key: string; readonly text: string } | null = null;
  private taken = 0;
  private leftOut = 0;
  private readonly others = new Map<string, string>();

  constructor(
    private readonly file: string,
    /** Name of the column. */
    private readonly column: string,
    /** The symbol that was asked for. */
    private readonly wanted: string | undefined,
  ) {
    this.keys = wanted === undefined ? null : keysOf(wanted);
  }

  /**
   * Whether a row with this cell is one of those to read.
   * @throws CsvError for a second symbol where the user did not choose one
   */
  takes(cell: string): boolean {
    const text = cell.trim();
    const key = keyOf(text);
    if (this.keys !== null) {
      if (this.keys.has(key)) {
        this.taken++;
        return true;
      }
      this.leftOut++;
      if (!this.others.has(key)) this.others.set(key, text);
      return false;
    }
    this.first ??= { key, text };
    if (key === this.first.key) return true;
    const { file, column, first } = this;
    throw new CsvError(file, {
      message: `it holds bars of several symbols: its column "${column}" says ${quoted(first.text)} and ${quoted(text)}`,
      remedy: `choose one with ${field('symbol', nameOf(first.text))} (data import), and import the file once for each`,
    });
  }

  /**
   * Whether all rows are of one symbol that the file calls otherwise: then they are the wanted ones.
   * @throws CsvError where there are several, and none is the wanted one
   */
  isRenamed(): boolean {
    const { file, column, wanted, taken, others } = this;
    if (wanted === undefined || taken > 0 || others.size === 0) return false;
    if (others.size === 1) return true;
    const texts = [...others.values()];
    const more = texts.length > SHOWN ? ` and ${texts.length - SHOWN} more` : '';
    throw new CsvError(file, {
      message: `none of its rows is of ${wanted}: its column "${column}" says ${texts.slice(0, SHOWN).map(quoted).join(', ')}${more}`,
      remedy: `choose one of them, as in ${field('symbol', nameOf(texts[0]!))}`,
    });
  }

  /**
   * What the user should know, in a sentence; null where there is nothing.
   * @param symbol under which the rows are read
   */
  note(symbol: string): string | null {
    const { leftOut, others, first, column } = this;
    if (leftOut > 0) {
      const symbols = others.size === 1 ? 'another symbol' : `${others.size} other symbols`;
      return `${leftOut} of its rows are of ${symbols}: they are left out.`;
    }
    const pair = first === null ? null : pairOf(first.text);
    if (pair === null || keysOf(symbol).has(keyOf(pair)) || assetOf(symbol) === assetOf(pair)) return null;
    return `Its column "${column}" says ${quoted(first!.text)}, and its name ${symbol}, as which it is read: where that is wrong, import it with ${field('symbol', pair)}.`;
  }
}

const assetOf = (symbol: string): string | null => splitOf(symbol)?.asset ?? null;

/** `BTCUSDT` of `btc/usdt`; null for what names no pair, such as the name of a coin. */
function pairOf(text: string): string | null {
  const found = splitOf(text);
  return found !== null && keyOf(found.symbol) === keyOf(text) ? found.symbol : null;
}

/** A symbol as stored bars can be named, which means these rows. */
const nameOf = (text: string): string => pairOf(text) ?? text.replace(/[^\p{L}\p{N}._-]/gu, '');

function splitOf(text: string): TradingSymbol | null {
  try {
    return parseSymbol(text);
  } catch {
    return null;
  }
}

/** Symbols that a message names. */
const SHOWN = 8;
const quoted = (text: string): string => JSON.stringify(rowExcerpt(text));
