import type { z } from 'zod';
import { marketSnapshotSchema } from '../core/market-snapshot/schema.js';
import { evaluationSchema } from '../evaluation/evaluate/schema.js';
import { backtestRunSchema, lookaheadSchema, repeatSchema, storedRunSchema } from './backtest.js';
import { comparisonSchema } from './comparison.js';
import { assetsCycleSchema, cycleSchema } from './cycle.js';
import {
  dataCheckSchema,
  dataDemoSchema,
  dataExchangesSchema,
  dataFetchSchema,
  dataImportSchema,
  dataIntervalsSchema,
  dataListSchema,
  dataPairsSchema,
  dataResampleSchema,
} from './data.js';
import { doctorSchema } from './doctor.js';
import { explanationSchema } from './explanation.js';
import { forwardReportSchema, registeredSchema, registrationsSchema } from './forward-test.js';
import { journalCheckSchema, replayExchangeSchema } from './journal.js';
import {
  importedCallsSchema,
  ledgerCallSchema,
  ledgerListSchema,
  ledgerPruneSchema,
  ledgerStatsSchema,
} from './ledger.js';
import { modelSurveySchema } from './models.js';
import {
  observationsBackfillSchema,
  observationsCheckSchema,
  observationsImportSchema,
  observationsListSchema,
  observationSourcesSchema,
  snapshotsBuiltSchema,
} from './observations.js';
import { promptFileSchema, promptListSchema, renderedPromptSchema, triedPromptSchema } from './prompts.js';
import { runsClearingSchema, runsListSchema } from './runs.js';
import { leagueResultSchema, sessionComparisonSchema } from './league.js';
import { liveResultSchema, paperResultSchema, sessionListSchema, sessionRowSchema, statusSchema } from './session.js';
import { configShowSchema } from './settings.js';
import { sizeSchema, strategyListSchema } from './strategies.js';
import { trialsSchema } from './trials.js';

/**
 * Every document that a command prints with `--json`, by the command; one that depends on an option has an entry of its own. What
 * a file, a page or another program gets is one of these. A field may be added later: whoever reads keeps what it does not know.
 */
export const DOCUMENTS = {
  backtest: backtestRunSchema,
  'backtest --repeat': repeatSchema,
  compare: comparisonSchema,
  'config show': configShowSchema,
  cycle: cycleSchema,
  'cycle --assets': assetsCycleSchema,
  demo: cycleSchema,
  'data check': dataCheckSchema,
  'data demo': dataDemoSchema,
  'data exchanges': dataExchangesSchema,
  'data fetch': dataFetchSchema,
  'data import': dataImportSchema,
  'data intervals': dataIntervalsSchema,
  'data list': dataListSchema,
  'data pairs': dataPairsSchema,
  'data resample': dataResampleSchema,
  doctor: doctorSchema,
  evaluate: evaluationSchema,
  'evaluate --register': registeredSchema,
  'evaluate --registered': registrationsSchema,
  'evaluate --registered NUMBER': forwardReportSchema,
  explain: explanationSchema,
  'journal verify': journalCheckSchema,
  'ledger import': importedCallsSchema,
  'ledger list': ledgerListSchema,
  'ledger prune': ledgerPruneSchema,
  'ledger show': ledgerCallSchema,
  'ledger stats': ledgerStatsSchema,
  lookahead: lookaheadSchema,
  models: modelSurveySchema,
  'observations backfill': observationsBackfillSchema,
  'observations check': observationsCheckSchema,
  'observations import': observationsImportSchema,
  'observations list': observationsListSchema,
  'observations sources': observationSourcesSchema,
  paper: paperResultSchema,
  'paper --league': leagueResultSchema,
  live: liveResultSchema,
  prompt: renderedPromptSchema,
  'prompt list': promptListSchema,
  'prompt show': promptFileSchema,
  'prompt try': triedPromptSchema,
  'replay-exchange': replayExchangeSchema,
  'runs delete': runsClearingSchema,
  'runs list': runsListSchema,
  'runs prune': runsClearingSchema,
  'runs show': storedRunSchema,
  'sessions compare': sessionComparisonSchema,
  'sessions list': sessionListSchema,
  'sessions show': sessionRowSchema,
  size: sizeSchema,
  snapshot: marketSnapshotSchema,
  'snapshots build': snapshotsBuiltSchema,
  status: statusSchema,
  'strategy list': strategyListSchema,
  'test-ollama': modelSurveySchema,
  trials: trialsSchema,
} as const satisfies Readonly<Record<string, z.ZodType>>;

export type DocumentName = keyof typeof DOCUMENTS;
