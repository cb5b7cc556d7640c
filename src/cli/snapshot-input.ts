import {
  HISTORICAL_FIELDS,
  keepFields,
  marketSnapshotSchema,
  type MarketSnapshot,
} from '../core/market-snapshot/index.js';
import { InputError } from '../core/errors.js';
import type { SnapshotFields } from '../app/observations/build-snapshots.js';
import { demoSnapshot, demoSnapshots, realSnapshot, realSnapshots } from '../app/snapshots/snapshot.js';
import type { Runtime } from '../app/runtime/runtime.js';
import { snapshotAsOfStored } from '../app/observations/snapshot-as-of.js';
import { parseJsonObject, readInput } from './input-file.js';
import type { GivenBy } from './options/option-table.js';
import type { takenOrSavedSnapshot } from './options/snapshot-rows.js';
import { withProgress } from './progress.js';
import type { Session } from './session.js';
import { warn } from './warn.js';

/** Where a command takes its snapshot from. */
export interface SnapshotChoice extends GivenBy<typeof takenOrSavedSnapshot> {
  /** From the store of observations, as it could be known at this moment, UTC ms. */
  readonly asOf?: number;
}

/** What `--historical-fields-only [news]` keeps; null where it was not given. */
export const historicalFields = (given: true | 'news' | undefined): SnapshotFields | null =>
  given === undefined
    ? null
    : {
        fields: given === 'news' ? [...HISTORICAL_FIELDS, 'news'] : HISTORICAL_FIELDS,
        reason: 'history cannot supply it (--historical-fields-only)',
      };

/**
 * A snapshot from a file: one that `snapshot --json` or `--out` wrote, or the one inside a saved cycle.
 * @throws InputError naming the first field that is wrong
 */
async function snapshotFromFile(file: string, session: Session): Promise<MarketSnapshot> {
  const document = parseJsonObject(await readInput(file, '--snapshot', session.io), file, '--snapshot');
  const parsed = marketSnapshotSchema.safeParse(document.snapshot ?? document);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = issue.path.length === 0 ? 'the document' : issue.path.join('.');
  throw new InputError(
    'input.snapshot',
    `${file} (--snapshot) is not a market snapshot, ${field}: ${issue.message}; make one with "llm-trading snapshot --out FILE".`,
    { where: field, cause: parsed.error },
  );
}

/** The snapshot a command was asked for, with the fields it was asked for; the demo market by default. */
export async function takeSnapshot(
  choice: SnapshotChoice,
  runtime: Runtime,
  session: Session,
): Promise<MarketSnapshot> {
  const snapshot = await findSnapshot(choice, runtime, session);
  const keep = historicalFields(choice.historicalFieldsOnly);
  return keep === null ? snapshot : keepFields(snapshot, keep.fields, keep.reason);
}

/** Snapshots of several symbols at one moment, each or why there is none. */
export async function takeSnapshots(
  symbols: readonly string[],
  choice: SnapshotChoice,
  runtime: Runtime,
  session: Session,
): Promise<(MarketSnapshot | InputError)[]> {
  const { signal } = session.io;
  const found =
    choice.realData === true
      ? await withProgress(
          session,
          session.say('asking {exchange} and the other sources about {assets}', {
            exchange: runtime.config.exchange,
            assets: symbols.join(', '),
          }),
          () => realSnapshots(runtime, symbols, { signal, onWarning: (text) => warn(session, [text]) }),
        )
      : await demoSnapshots(runtime, symbols, { signal });
  const keep = historicalFields(choice.historicalFieldsOnly);
  return found.map((one) =>
    one instanceof InputError || keep === null ? one : keepFields(one, keep.fields, keep.reason),
  );
}

async function findSnapshot(choice: SnapshotChoice, runtime: Runtime, session: Session): Promise<MarketSnapshot> {
  if (choice.asOf !== undefined) return snapshotAsOfStored(runtime, choice.asOf);
  if (choice.snapshot !== undefined) return snapshotFromFile(choice.snapshot, session);
  const { signal } = session.io;
  if (choice.realData !== true) return demoSnapshot(runtime, { signal });
  const { baseAsset, exchange } = runtime.config;
  return withProgress(
    session,
    session.say('asking {exchange} and the other sources about {assets}', { exchange, assets: baseAsset }),
    () => realSnapshot(runtime, { signal, onWarning: (text) => warn(session, [text]) }),
  );
}
