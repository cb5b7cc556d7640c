import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError, messageOf } from '../../core/errors.js';
import { MARKET_WIDE, SNAPSHOT_LOOKBACK_MS } from '../../core/market-snapshot/index.js';
import type { Observation } from '../../core/observation.js';
import { movedToSpanEnd } from '../../core/point-in-time.js';
import { parseSymbol } from '../../core/symbol.js';
import type { Config } from '../config/index.js';
import { withExistingStore, readObservations } from '../observations/store.js';
import { parseObservations } from '../observations/parse-observation.js';
import { isoTime } from '../../core/time.js';
import { sha256Of } from '../../infra/store/files/sha256.js';

export interface LoadedObservations {
  readonly observations: readonly Observation[];
  readonly sha256: string;
  /** What a reader of the results has to know. */
  readonly warnings: readonly string[];
}

/** What a run needs of the store of observations. */
export interface StoreRange {
  readonly config: Pick<Config, 'userDataDir'>;
  /** The pair that is judged. */
  readonly baseAsset: string;
  /** First and last moment of decision, UTC ms. */
  readonly from: number;
  readonly to: number;
}

/** What `--observations` names instead of a file. A file of that name is `./store`. */
const STORE = 'store';

/**
 * Observations from a JSONL file, one document a line, empty lines allowed; or, where the name is `store`, those of the local store
 * that snapshots of the range can see. The hash is of what was loaded: a store that has grown meanwhile is noticed.
 * @throws InputError naming the line and the field
 */
export async function loadObservations(file: string, cwd: string, store?: StoreRange): Promise<LoadedObservations> {
  if (file === STORE && store !== undefined) return fromStore(store);
  let text: string;
  try {
    text = await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    const problem = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : messageOf(error);
    throw new InputError('observations.file', `${file} (--observations) ${problem}: check the path.`, {
      where: '--observations',
      cause: error,
    });
  }
  const sha256 = sha256Of(text);
  return { ...placed(parseObservations(text, file), file), sha256 };
}

/** Nothing is read as known before what it speaks of has ended. */
function placed(read: readonly Observation[], source: string): Omit<LoadedObservations, 'sha256'> {
  const { observations, moved } = movedToSpanEnd(read);
  const warnings =
    moved === 0
      ? []
      : [
          `${moved} of ${observations.length} observations of ${source} claimed to be known before what they speak of had ended, a bar before its close for one: they are read as known from that end on.`,
        ];
  return { observations, warnings };
}

async function fromStore({ config, baseAsset, from, to }: StoreRange): Promise<LoadedObservations> {
  const { symbol, asset } = parseSymbol(baseAsset);
  // Every snapshot shows Bitcoin's exchange flows.
  const symbols = [...new Set([symbol, asset, 'BTC', MARKET_WIDE])];
  const range = { symbols, from: from - SNAPSHOT_LOOKBACK_MS, to: to + 1 };
  const observations = await withExistingStore(config, (opened) => readObservations(opened, range));
  if (observations.length === 0) {
    throw new InputError(
      'observations.range',
      `The store holds no observations of ${symbol} from ${isoTime(from)} to ${isoTime(to)}.`,
      {
        where: '--observations',
        remedy: 'see what it holds with "llm-trading observations list"; fill it with "observations backfill"',
      },
    );
  }
  const hash = createHash('sha256');
  for (const each of observations) hash.update(`${JSON.stringify(each)}\n`);
  return { ...placed(observations, 'the store'), sha256: hash.digest('hex') };
}
