import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { parseSymbol } from '../../core/symbol.js';

/** One name of a list of assets: its symbol, or why it is not one. */
export interface ListedAsset {
  /** The symbol; what was written where that is not one. */
  readonly name: string;
  readonly fault: InputError | null;
}

/**
 * `BTCUSDT,eth,SOL/USDT` as symbols, in their order; each once, however often and in whatever spelling it is named. A name that is no
 * symbol is a fault of its own and leaves the others.
 * @throws InputError where nothing is named
 */
export function parseAssets(text: string): ListedAsset[] {
  const listed = text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(assetOf);
  if (listed.length === 0) {
    throw new InputError(
      'input.assets',
      `${field('assets')} names nothing: write pairs such as BTCUSDT,ETHUSDT,SOLUSDT.`,
      {
        where: 'assets',
      },
    );
  }
  return [...new Map(listed.map((asset) => [asset.name, asset])).values()];
}

function assetOf(part: string): ListedAsset {
  try {
    return { name: parseSymbol(part).symbol, fault: null };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const message = error.message.replace(/^base_asset /, '');
    return { name: part.slice(0, 40), fault: new InputError(error.code, message, { where: 'assets', cause: error }) };
  }
}
