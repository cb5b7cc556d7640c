import { assertRange } from '../../../app/data/time-range.js';
import { backfill } from '../../../app/observations/backfill.js';
import { historySources } from '../../../app/observations/history-sources.js';
import { withObservationStore } from '../../../app/observations/store.js';
import { assertUsableFolder } from '../../../app/runtime/user-data.js';
import { parseSymbol } from '../../../core/symbol.js';
import { renderBackfilled } from '../../../report/terminal/observations.js';
import { EXIT } from '../../exit-code.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { settingsOf } from '../../options/option-table.js';
import { BACKFILL_OPTIONS, type BackfillGiven } from './options.js';

/** @returns the exit code: 3 where no source came to its end */
export async function runBackfill(session: Session, options: BackfillGiven): Promise<number> {
  const runtime = runtimeFor(session, settingsOf(BACKFILL_OPTIONS, options), options.config);
  const { config, clock } = runtime;
  const { from } = options;
  // What lies ahead cannot be asked for, and must not be remembered as asked.
  const to = Math.min(options.to ?? Infinity, clock.now());
  assertRange(from, to);
  await assertUsableFolder(config.userDataDir);
  const sources = historySources(options.source, runtime);
  const results = await withProgress(
    session,
    session.say('asking for the past of {asset}', { asset: config.baseAsset }),
    ({ say }) =>
      withObservationStore(config, (store) =>
        backfill(store, sources, {
          symbol: parseSymbol(config.baseAsset),
          from,
          to,
          signal: session.io.signal,
          refresh: options.refresh === true,
          onProgress: (source, share, rows) =>
            say({ name: source, share, doing: session.say('{n} {n:row|rows}', { n: rows }) }),
        }),
      ),
  );
  if (options.json === true) session.printJson({ symbol: config.baseAsset, from, to, sources: results });
  else session.print(results.map((result) => renderBackfilled(result, session.style)).join('\n'));
  return results.every(({ error }) => error !== null) ? EXIT.unavailable : EXIT.done;
}
