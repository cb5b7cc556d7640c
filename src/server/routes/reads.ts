import { stat } from 'node:fs/promises';
import { checkSeries } from '../../app/data/check-files.js';
import { listStored } from '../../app/data/list-stored.js';
import { findSeries } from '../../app/data/series-name.js';
import { evaluationsFolder } from '../../app/evaluations/write-evaluation.js';
import { withLedger } from '../../app/ledger/open.js';
import { shownSettings } from '../../app/config/index.js';
import { sessionNames } from '../../app/live/session-folder.js';
import { listPrompts } from '../../app/prompts/list-prompts.js';
import { ledgerPath, openBarStore } from '../../app/runtime/user-data.js';
import { shippedStrategies } from '../../app/strategy-template/shipped.js';
import { countFolders, storedRunsFolder } from '../../app/runs/run-page.js';
import { InputError } from '../../core/errors.js';
import { openApiDocument } from '../open-api.js';
import type { DashboardParts, Handlers } from './handlers.js';

type ReadNames =
  | 'status' | 'openapi' | 'strategies' | 'prompts' | 'data' | 'dataCheck' | 'settings'; // prettier-ignore

/** What is stored, beside decisions, evaluations, runs and sessions. */
export function storedReads(parts: DashboardParts): Handlers<ReadNames> {
  const { runtime, version, keptCycles } = parts;
  const { config, loaded } = runtime;
  const { userDataDir } = config;
  // What does not change while the server runs is worked out once.
  const openApi = openApiDocument(version) as never;
  const settings = { settings: shownSettings(loaded) };
  const strategies = { strategies: shippedStrategies() };
  const count = callCounter(parts);
  return {
    status: async () => {
      const [cycles, calls, runs, evaluations, sessions, bars] = await Promise.all([
        keptCycles.count(),
        count(),
        countFolders(storedRunsFolder(userDataDir)),
        countFolders(evaluationsFolder(userDataDir)),
        sessionNames(userDataDir),
        openBarStore(config).survey(),
      ]);
      const stored = { cycles, calls, runs, evaluations, sessions: sessions.length, series: bars.series.length };
      const language = config.language === 'auto' ? null : config.language;
      return { version, language, started_at: parts.startedAt, demo: calls === 0 && bars.series.length === 0, needs_token: parts.needsToken, stored }; // prettier-ignore
    },
    openapi: () => openApi,
    strategies: () => strategies,
    prompts: async () => ({ prompts: await listPrompts(runtime) }),
    data: async () => {
      const { damaged, ...sound } = await listStored(openBarStore(config));
      return { ...sound, damaged: damaged.map(({ error, ...each }) => ({ ...each, problem: error.message })) };
    },
    dataCheck: async ({ query }) => {
      const store = openBarStore(config);
      const key = await findSeries(store, query.series);
      if (key === null) {
        throw new InputError('data.unknown', `${query.series} is not stored.`, { where: 'series' });
      }
      return { reports: [checkSeries(await store.load(key), runtime.clock.now())] };
    },
    settings: () => settings,
  };
}

/** How many calls there are; counted anew only where the ledger has changed. */
function callCounter({ runtime }: DashboardParts): () => Promise<number> {
  const path = ledgerPath(runtime.config.userDataDir);
  let known = { stamp: '', calls: 0 };
  return async () => {
    const info = await stat(path).catch(() => null);
    if (info === null) return 0;
    const stamp = `${info.size} ${info.mtimeMs}`;
    if (known.stamp !== stamp) {
      const days = await withLedger(runtime, (ledger) => ledger.days({}));
      known = { stamp, calls: days.reduce((sum, { calls }) => sum + calls, 0) };
    }
    return known.calls;
  };
}
