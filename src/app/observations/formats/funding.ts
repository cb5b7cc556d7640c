import { InputError } from '../../../core/errors.js';
import { field } from '../../../core/request-field.js';
import { parseDecimal } from '../../../core/decimal.js';
import type { Observation } from '../../../core/observation.js';
import { parseSymbol } from '../../../core/symbol.js';
import { symbolFromFileName } from '../../../infra/store/bars/symbol-from-name.js';
import { wrongCell, type ImportContext, type ImportFormat, type MappedRow } from './format.js';
import { MINUTE } from '../../../core/time.js';

const QUOTED = /^[A-Z0-9]{2,15}(?:FDUSD|USDT|USDC|BUSD|TUSD|USD)$/;

/** Settled funding: a time and a rate, with the symbol in a column, given, or in the file's name. */
export const fundingFormat: ImportFormat = {
  fields: {
    time: { names: ['time', 'fundingtime', 'calctime', 'date', 'timestamp'], required: true },
    rate: { names: ['rate', 'fundingrate', 'lastfundingrate'], required: true },
    symbol: { names: ['symbol', 'pair'], required: false },
  },
  read(rows, context) {
    const ofFile = context.symbol?.symbol ?? null;
    const observations = rows.map((row): Observation => {
      const stamp = context.time(row.need('time'));
      // Stamps are up to 47 ms late (measured on Binance's files): rounded as the live source rounds them.
      const observed = Math.round(stamp / MINUTE) * MINUTE;
      const cell = row.need('rate');
      const rate = parseDecimal(cell.text);
      if (rate === null || Math.abs(rate) >= 1) throw wrongCell(cell, 'a funding rate within ±1, such as 0.0001');
      return {
        series: 'funding_rate',
        symbol: ofFile ?? symbolOf(row, context),
        value: rate,
        observed_at: observed,
        available_at: Math.max(observed, stamp),
        source: context.source ?? 'import',
        retrieved_at: context.retrievedAt,
      };
    });
    return { observations, skipped: {} };
  },
};

function symbolOf(row: MappedRow, { file }: ImportContext): string {
  const cell = row.get('symbol');
  if (cell !== null) {
    try {
      return parseSymbol(cell.text).symbol;
    } catch {
      throw wrongCell(cell, 'a pair against a USD currency, such as BTCUSDT');
    }
  }
  const named = symbolFromFileName(file);
  // Only a whole pair: "rates.csv" is not a file about the coin RATES.
  if (QUOTED.test(named)) return parseSymbol(named).symbol;
  throw new InputError(
    'import.symbol',
    `${file} does not say which pair its funding is of: name it with ${field('symbol')}.`,
    {
      where: 'symbol',
    },
  );
}
