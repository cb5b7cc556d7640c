import { stat } from 'node:fs/promises';
import { KeptCycleRows, readKeptCycle } from '../../app/cycle/kept-cycles.js';
import { checkSeries } from '../../app/data/check-files.js';
import { listStored } from '../../app/data/list-stored.js';
import { findSeries } from '../../app/data/series-name.js';
import { listEvaluations } from '../../app/evaluations/evaluation-rows.js';
import { evaluationsFolder } from '../../app/evaluations/write-evaluation.js';
import { readEvaluation } from '../../app/evaluations/stored-evaluations.js';
import { registrationsOf } from '../../app/forward-test/registrations.js';
import { listCalls } from '../../app/ledger/list-calls.js';
import { withLedger } from '../../app/ledger/open.js';
import { showCall } from '../../app/ledger/show-call.js';
import { shownSettings } from '../../app/config/index.js';
import { sessionNames } from '../../app/live/session-folder.js';
import { listPrompts } from '../../app/prompts/list-prompts.js';
import { ledgerPath, openBarStore } from '../../app/runtime/user-data.js';
import { shippedStrategies } from '../../app/strategy-template/shipped.js';
import { countFolders, storedRunsFolder } from '../../app/runs/run-page.js';
import { InputError } from '../../core/errors.js';
import { given } from '../../core/given.js';
import { openApiDocument } from '../open-api.js';
import type { DashboardParts, Handlers } from './handlers.js';

type ReadNames =
  | 'status' | 'openapi' | 'cycles' | 'cycle' | 'calls' | 'call' | 'evaluations' | 'evaluation' | 'forwardTests'
  | 'strategies' | 'prompts' | 'data' | 'dataCheck' | 'settings'; // prettier-ignore

/** What is stored, beside runs and sessions. */
export function storedReads(parts: DashboardParts): Handlers<ReadNames> {
  const { runtime, version } = parts;
  const { config, loaded } = runtime;
  const { userDataDir } = config;
  // What does not change while the server runs is worked out once.
  const openApi = openApiDocument(version) as never;
  const settings = { settings: shownSettings(loaded) };
  const strategies = { strategies: shippedStrategies() };
  const count = callCounter(parts);
  const kept = new KeptCycleRows(userDataDir);
  return {
    status: async () => {
      const [cycles, calls, runs, evaluations, sessions, bars] = await Promise.all([
        kept.count(),
        count(),
        countFolders(storedRunsFolder(userDataDir)),
        countFolders(evaluationsFolder(userDataDir)),
        sessionNames(userDataDir),
        openBarStore(config).survey(),
      ]);
      const stored = { cycles, calls, runs, evaluations, sessions: sessions.length, series: bars.series.length };
      return { version, started_at: parts.startedAt, demo: calls === 0 && bars.series.length === 0, needs_token: parts.needsToken, stored }; // prettier-ignore
    },
    openapi: () => openApi,
    cycles: ({ query }) => kept.list(query),
    cycle: ({ params }) => readKeptCycle(userDataDir, params.id!),
    calls: async ({ query: { limit, before, model, q, failed } }) => {
      if (!(await isThere(ledgerPath(userDataDir)))) return { calls: [], more: false };
      const filter = given({
        limit,
        model,
        text: q,
        before: before === undefined ? undefined : cursorOf(before),
        finish: failed === undefined ? undefined : ('failed' as const),
      });
      return withLedger(runtime, (ledger) => listCalls(ledger, filter));
    },
    call: async ({ params }) => {
      if (await isThere(ledgerPath(userDataDir))) return withLedger(runtime, (ledger) => showCall(ledger, params.id!));
      throw new InputError('ledger.none', 'No model call has been recorded yet.', { where: 'id' });
    },
    evaluations: ({ query }) => listEvaluations(runtime, query),
    evaluation: async ({ params }) => ({
      evaluation: (await readEvaluation(runtime, params.id!, 'earned')).evaluation,
    }),
    forwardTests: async () => ({ registrations: await registrationsOf(runtime).list() }),
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

const isThere = (path: string): Promise<boolean> => stat(path).then(() => true, () => false); // prettier-ignore

/** `time.key` of the last call seen. */
function cursorOf(before: string): { readonly created_at: number; readonly key: string } {
  const [, time, key] = /^(\d{1,15})\.([0-9a-f]{64})$/.exec(before) ?? [];
  if (key !== undefined) return { created_at: Number(time), key };
  throw new InputError('api.cursor', 'before has to be the time and the key of a call, as time.key.', { where: 'before' }); // prettier-ignore
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
