import { KAMA, MFI } from 'trading-signals';
import { AdxKernel, CciKernel, WilliamsRKernel } from '../indicators/candles.js';
import { DemaKernel, HmaKernel, WmaKernel } from '../indicators/weighted.js';
import { fromCandleSignal, fromSignal } from '../trading-signals.js';
import type { LibraryIndicators } from './indicators.js';

/** Indicators that rules know by name and the engine does not declare itself. */
export const libraryIndicators: LibraryIndicators = {
  wma: (period, source) => () => new WmaKernel(period, source),
  hma: (period, source) => () => new HmaKernel(period, source),
  dema: (period, source) => () => new DemaKernel(period, source),
  // Its first value is the price itself: the first that looked back over `period` changes is the one after it.
  kama: (period, source) => () => fromSignal(new KAMA(period), source, undefined, period),
  adx: (period) => () => new AdxKernel(period),
  cci: (period) => () => new CciKernel(period),
  williams_r: (period) => () => new WilliamsRKernel(period),
  mfi: (period) => () => fromCandleSignal(new MFI(period)),
};
