import { assertRange } from '../../../app/data/time-range.js';
import { buildSnapshots } from '../../../app/observations/build-snapshots.js';
import { withExistingStore } from '../../../app/observations/store.js';
import { assertUsableFolder } from '../../../app/runtime/user-data.js';
import { InputError } from '../../../core/errors.js';
import { given } from '../../../core/given.js';
import { decimals } from '../../../report/shared/numbers.js';
import { renderTable } from '../../../report/terminal/table.js';
import { historicalFields } from '../../snapshot-input.js';
import { lineWriter } from '../../line-writer.js';
import { settingsOf } from '../../options/option-table.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { SNAPSHOTS_BUILD_OPTIONS, type SnapshotsBuildGiven } from './options.js';

/** Snapshots with the same fields: only these are ever pooled. */
interface FieldSetCount {
  readonly fields: readonly string[];
  readonly snapshots: number;
}

export async function runBuild(session: Session, options: SnapshotsBuildGiven): Promise<void> {
  const runtime = runtimeFor(session, settingsOf(SNAPSHOTS_BUILD_OPTIONS, options), options.config);
  const { baseAsset, horizonHours } = runtime.config;
  const { from, to, everyMs } = options;
  assertRange(from, to);
  if (to > runtime.clock.now()) {
    throw new InputError('snapshots.future', '--to lies in the future: nothing is known of it yet.', { where: 'to' });
  }
  const keep = historicalFields(options.historicalFieldsOnly);
  await assertUsableFolder(runtime.config.userDataDir);
  const sets = new Map<string, { fields: readonly string[]; snapshots: number }>();
  const { signal } = session.io;

  const added = await withProgress(session, session.say('building snapshots'), ({ say }) =>
    withExistingStore(runtime.config, async (store) => {
      const writer = options.out === undefined ? null : await lineWriter(session, options.out);
      let stored = 0;
      try {
        const request = {
          from,
          to,
          everyMs,
          baseAsset,
          horizonHours,
          signal,
          ...given({ keep: keep ?? undefined }),
          onProgress: (done: number, total: number) =>
            say({
              name: session.say('snapshots'),
              share: done / total,
              doing: session.say('{done} of {total}', { done: String(done), total: String(total) }),
            }),
        };
        for await (const batch of buildSnapshots(store, request)) {
          stored += await store.addSnapshots(batch);
          await writer?.write(batch.map(({ snapshot }) => snapshot));
          for (const { fields } of batch) {
            const key = fields.join(',');
            const count = sets.get(key)?.snapshots ?? 0;
            sets.set(key, { fields, snapshots: count + 1 });
          }
        }
        await writer?.finish();
      } catch (error) {
        await writer?.discard();
        throw error;
      }
      return stored;
    }),
  );
  const counts: FieldSetCount[] = [...sets.values()].sort((a, b) => b.snapshots - a.snapshots);
  if (options.json === true) session.printJson({ base_asset: baseAsset, from, to, added, field_sets: counts });
  else session.print(summary(session, counts, added, options.out));
}

function summary(session: Session, counts: readonly FieldSetCount[], added: number, out: string | undefined): string {
  const total = counts.reduce((sum, { snapshots }) => sum + snapshots, 0);
  const usual = new Set(counts[0]?.fields ?? []);
  const rows = counts.map(({ fields, snapshots }, i) => {
    const there = new Set(fields);
    const lacks = [...usual].filter((path) => !there.has(path));
    const more = fields.filter((path) => !usual.has(path));
    const text = [...lacks.map((path) => `- ${path}`), ...more.map((path) => `+ ${path}`)];
    return [
      decimals(snapshots, 0),
      String(fields.length),
      i === 0 ? session.say('the most frequent set') : text.join(', '),
    ];
  });
  const columns = [
    { title: session.say('snapshots'), align: 'right' as const },
    { title: session.say('fields'), align: 'right' as const },
    { title: session.say('against the first'), width: 56 },
  ];
  const written = out === undefined ? '' : session.say(', written to {file}', { file: out });
  const head = session.say('{n} {n:snapshot|snapshots} built, {added} new in the store{written}.', {
    n: total,
    added,
    written,
  });
  return `${head}\n${session.say('Sets of fields; decisions with different ones are never pooled:')}\n${renderTable(columns, rows, session.style)}`;
}
