import { resolve } from 'node:path';
import { openBarStore, assertUsableFolder } from '../../../app/runtime/user-data.js';
import { writeBarsFile } from '../../../app/data/bars-file.js';
import { resampleCounted, resampleStored } from '../../../app/data/resample-stored.js';
import { findSeries } from '../../../app/data/series-name.js';
import { InputError } from '../../../core/errors.js';
import { parseInterval } from '../../../core/interval.js';
import { renderResampled } from '../../../report/terminal/data.js';
import { assertWritable } from '../../output-file.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';

export interface DataResampleOptions {
  readonly to: string;
  readonly out?: string;
  readonly prefer?: 'new' | 'old';
  readonly json?: boolean;
  readonly config?: string;
}

export async function runDataResample(session: Session, series: string, options: DataResampleOptions): Promise<void> {
  const { config } = runtimeFor(session, {}, options.config);
  const intervalMs = parseInterval(options.to);
  const store = openBarStore(config);
  const key = await findSeries(store, series);
  if (key === null) {
    throw new InputError(
      'input.series',
      `"${series.slice(0, 80)}" names no stored series: write it like BTCUSDT:1m; "llm-trading data list" shows them.`,
      { where: 'SERIES' },
    );
  }
  if (options.out === undefined) {
    await assertUsableFolder(store.root);
    const result = await resampleStored(store, key, options.to, options.prefer);
    if (options.json === true) session.printJson(result);
    else session.print(renderResampled({ ...result, file: null }, session.style));
    return;
  }
  await assertWritable(options.out, '--out', session.io.cwd);
  const { bars, dropped_partial, with_holes } = resampleCounted(await store.load(key), intervalMs);
  await writeBarsFile(resolve(session.io.cwd, options.out), bars);
  const result = {
    symbol: key.symbol,
    interval: options.to,
    from_interval: key.interval,
    rows: bars.length,
    dropped_partial,
    with_holes,
    file: options.out,
  };
  if (options.json === true) session.printJson(result);
  else session.print(renderResampled(result, session.style));
}
