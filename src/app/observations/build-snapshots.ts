import { InputError } from '../../core/errors.js';
import {
  buildMarketSnapshot,
  fieldSetOf,
  keepFields,
  SNAPSHOT_LOOKBACK_MS,
  type MarketSnapshot,
} from '../../core/market-snapshot/index.js';
import type { ArchivedSnapshot, ObservationStore } from '../../core/ports/observation-store.js';
import { readIndex } from './store.js';

/** Which fields a snapshot keeps, and why no others. */
export interface SnapshotFields {
  readonly fields: readonly string[];
  readonly reason: string;
}

interface SnapshotOf {
  readonly baseAsset: string;
  readonly horizonHours: number;
  readonly keep?: SnapshotFields;
}

/** The snapshot of one moment as it could be known then, from the store. */
export async function snapshotAsOf(
  store: ObservationStore,
  asOf: number,
  { baseAsset, horizonHours, keep }: SnapshotOf,
): Promise<MarketSnapshot> {
  const index = await readIndex(store, { from: asOf - SNAPSHOT_LOOKBACK_MS, to: asOf + 1 });
  return kept(buildMarketSnapshot(index, { asOf, baseAsset, horizonHours }), keep);
}

export interface BuildRequest extends SnapshotOf {
  /** UTC ms: the first moment, and the end, not included. */
  readonly from: number;
  readonly to: number;
  readonly everyMs: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Snapshots handed out at a time: some 8 MB of text. */
const BATCH = 500;

/**
 * Snapshots at even steps, in batches. What is known is loaded once for the whole range; each snapshot then costs the same,
 * however many there are.
 * @throws InputError for a range or step that makes no snapshot
 */
export async function* buildSnapshots(
  store: ObservationStore,
  request: BuildRequest,
): AsyncGenerator<readonly ArchivedSnapshot[]> {
  const { from, to, everyMs, baseAsset, horizonHours, keep, signal, onProgress } = request;
  const total = Math.ceil((to - from) / everyMs);
  const index = await readIndex(store, { from: from - SNAPSHOT_LOOKBACK_MS, to });
  let batch: ArchivedSnapshot[] = [];
  for (let i = 0; i < total; i++) {
    const as_of = from + i * everyMs;
    const snapshot = kept(buildMarketSnapshot(index, { asOf: as_of, baseAsset, horizonHours }), keep);
    batch.push({ origin: 'built', as_of, fields: fieldSetOf(snapshot), snapshot });
    if (batch.length < BATCH && i < total - 1) continue;
    yield batch;
    batch = [];
    onProgress?.(i + 1, total);
    signal?.throwIfAborted();
  }
}

const kept = (snapshot: MarketSnapshot, keep: SnapshotFields | undefined): MarketSnapshot =>
  keep === undefined ? snapshot : keepFields(snapshot, keep.fields, keep.reason);

/** @throws InputError where nothing can be built of a snapshot: no field at all */
export function assertNotEmpty(snapshot: MarketSnapshot): void {
  if (fieldSetOf(snapshot).length > 0) return;
  throw new InputError(
    'snapshot.nothing-known',
    `The store knows nothing about ${snapshot.base_asset} as of ${snapshot.timestamp_utc}.`,
    { remedy: 'see what is stored with "llm-trading observations list"; fill it with "observations backfill"' },
  );
}
