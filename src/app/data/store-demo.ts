import type { Runtime } from '../runtime/runtime.js';
import { openBarStore } from '../runtime/user-data.js';
import { demoMarket } from './write-demo.js';

/** Puts hourly bars of the generated market into the local store, so that what takes stored bars has some. @param days up to 2025-01-15 12:00 UTC */
export async function storeDemoBars({ config }: Pick<Runtime, 'config'>, symbol: string, days: number): Promise<void> {
  const { bars } = demoMarket(symbol, days * 24);
  await openBarStore(config).merge({ source: 'demo', symbol, interval: '1h' }, bars);
}
