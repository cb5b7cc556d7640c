import { ADX, CCI, DEMA, HMA, KAMA, MFI, WilliamsR, WMA } from 'trading-signals';
import { fromCandleSignal, fromSignal } from '../trading-signals.js';
import type { LibraryIndicators } from './indicators.js';

/** Indicators of trading-signals that rules know by name. */
export const libraryIndicators: LibraryIndicators = {
  wma: (period, source) => () => fromSignal(new WMA(period), source),
  hma: (period, source) => () => fromSignal(new HMA(period), source),
  dema: (period, source) => () => fromSignal(new DEMA(period), source),
  kama: (period, source) => () => fromSignal(new KAMA(period), source),
  adx: (period) => () => fromCandleSignal(new ADX(period)),
  cci: (period) => () => fromCandleSignal(new CCI(period)),
  williams_r: (period) => () => fromCandleSignal(new WilliamsR(period)),
  mfi: (period) => () => fromCandleSignal(new MFI(period)),
};
