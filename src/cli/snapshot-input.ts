import { marketSnapshotSchema, type MarketSnapshot } from '../core/market-snapshot/index.js';
import { InputError } from '../core/errors.js';
import { demoSnapshot, realSnapshot } from '../app/snapshot.js';
import type { Runtime } from '../app/runtime.js';
import { parseJsonObject, readInput } from './input-file.js';
import { withProgress } from './progress.js';
import type { Session } from './session.js';

/** Where a command takes its snapshot from. */
export interface SnapshotChoice {
  readonly realData?: boolean;
  readonly snapshot?: string;
  readonly demo?: boolean;
}

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
    `${file} (--snapshot) is no market snapshot, ${field}: ${issue.message}; make one with "llm-trading snapshot --out FILE".`,
    { where: field, cause: parsed.error },
  );
}

/** The snapshot a command was asked for; the demo market by default. */
export async function takeSnapshot(
  choice: SnapshotChoice,
  runtime: Runtime,
  session: Session,
): Promise<MarketSnapshot> {
  if (choice.snapshot !== undefined) return snapshotFromFile(choice.snapshot, session);
  const { signal } = session.io;
  if (choice.realData !== true) return demoSnapshot(runtime, { signal });
  const { baseAsset, exchange } = runtime.config;
  return withProgress(session, `asking ${exchange} and the other sources about ${baseAsset}`, () =>
    realSnapshot(runtime, { signal }),
  );
}
