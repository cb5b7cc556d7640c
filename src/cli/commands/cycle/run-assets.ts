import type { AssetsDocument } from '../../../contract/cycle.js';
import type { ListedAsset } from '../../../app/cycle/asset-list.js';
import { chooseModel, type ModelChoice } from '../../../app/config/index.js';
import {
  nothingDecided,
  runAssetsCycle,
  type AskedAsset,
  type AssetsRequest,
} from '../../../app/cycle/cycle-assets.js';
import { keepDecision } from '../../../app/cycle/keep-decision.js';
import { keepRealCycle } from '../../../app/cycle/kept-cycles.js';
import { withRecordedPrompt } from '../../../app/ledger/recorded-prompt.js';
import type { Runtime } from '../../../app/runtime/runtime.js';
import { renderCycleAssets } from '../../../report/terminal/cycle-assets.js';
import { EXIT, exitCodeOfKind } from '../../exit-code.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import { sayAsking } from '../../say-asking.js';
import type { Session } from '../../session.js';
import { warn } from '../../warn.js';
import { takeSnapshots, type SnapshotChoice } from '../../snapshot-input.js';
import { cycleSettings, measuresOf, type CycleGiven } from './options.js';
import { assertSavable, saveCycle } from './save.js';

/** A snapshot for each name that is a symbol. */
async function snapshotsOf(
  listed: readonly ListedAsset[],
  choice: SnapshotChoice,
  runtime: Runtime,
  session: Session,
): Promise<AskedAsset[]> {
  const symbols = listed.filter(({ fault }) => fault === null).map(({ name }) => name);
  const taken = symbols.length === 0 ? [] : await takeSnapshots(symbols, choice, runtime, session);
  const bySymbol = new Map(symbols.map((symbol, i) => [symbol, taken[i]!]));
  return listed.map(({ name, fault }) => ({ name, snapshot: fault ?? bySymbol.get(name)! }));
}

function decide(
  session: Session,
  runtime: Runtime,
  choice: ModelChoice,
  request: Omit<AssetsRequest, 'onProgress' | 'signal'>,
): Promise<AssetsDocument> {
  const { signal } = session.io;
  if (choice.kind === 'baseline') return runAssetsCycle(runtime, choice, { ...request, signal });
  const asked = session.say('{model} is thinking about {n} {n:asset|assets}', {
    model: choice.id,
    n: request.assets.length,
  });
  return withProgress(session, asked, (progress) => {
    const asking = sayAsking(progress, session);
    return runAssetsCycle(runtime, choice, {
      ...request,
      signal,
      onProgress: (step) => asking({ name: choice.id, model: choice.id }, step),
    });
  });
}

/**
 * `cycle --assets`: one collection, a decision about each asset, one document.
 * @returns the exit code: 0 where at least one asset was decided about, else that of what went wrong
 */
export async function runAssetsCommand(
  session: Session,
  options: CycleGiven & { readonly assets: readonly ListedAsset[] },
): Promise<number> {
  const given = runtimeFor(session, cycleSettings(options), options.config);
  const replay = options.replay === true;
  const runtime = replay ? await withRecordedPrompt(given) : given;
  const choice = chooseModel(runtime.loaded, { replay });
  const measure = measuresOf(options);
  await assertSavable(session, runtime, options.save);

  const assets = await snapshotsOf(options.assets, options, runtime, session);
  const result = await decide(session, runtime, choice, { assets, replay, measure });
  if (options.realData === true) {
    for (const asset of result.assets) {
      if (asset.state === 'failed') continue;
      for (const warning of [await keepDecision(runtime, asset), await keepRealCycle(runtime, asset)]) {
        if (warning !== null) warn(session, [`${asset.base_asset}: ${warning}`]);
      }
    }
  }
  if (options.json === true) session.printJson(result);
  else session.print(renderCycleAssets(result, session.style));

  const failure = nothingDecided(result);
  if (failure !== null) return exitCodeOfKind(failure);
  await saveCycle(session, runtime, { save: options.save, asset: `${assets.length}-assets`, document: result });
  return EXIT.done;
}
