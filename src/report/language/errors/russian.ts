import { APP_CONFIG_IN_RUSSIAN } from './app-config.js';
import { APP_DATA_IN_RUSSIAN } from './app-data.js';
import { APP_EVALUATE_IN_RUSSIAN } from './app-evaluate.js';
import { APP_LIVE_IN_RUSSIAN } from './app-live.js';
import { APP_MODELS_IN_RUSSIAN } from './app-models.js';
import { APP_RUNS_IN_RUSSIAN } from './app-runs.js';
import { CLI_IN_RUSSIAN } from './cli.js';
import { COMMAND_LINE_IN_RUSSIAN } from './command-line.js';
import { CORE_IN_RUSSIAN } from './core.js';
import { ENGINE_IN_RUSSIAN } from './engine.js';
import { EVALUATION_IN_RUSSIAN } from './evaluation.js';
import { INFRA_BARS_IN_RUSSIAN } from './infra-bars.js';
import { INFRA_EXCHANGES_IN_RUSSIAN } from './infra-exchanges.js';
import { INFRA_HTTP_IN_RUSSIAN } from './infra-http.js';
import { INFRA_LLM_IN_RUSSIAN } from './infra-llm.js';
import { INFRA_STORE_IN_RUSSIAN } from './infra-store.js';
import { LIVE_IN_RUSSIAN } from './live.js';
import { SERVER_IN_RUSSIAN } from './server.js';
import type { Phrasebook } from './patterns.js';
import { Translator } from './translator.js';

/** Every sentence in Russian, by its English. Loaded only by who speaks it. */
export const IN_RUSSIAN: Phrasebook = {
  ...APP_CONFIG_IN_RUSSIAN,
  ...APP_DATA_IN_RUSSIAN,
  ...APP_EVALUATE_IN_RUSSIAN,
  ...APP_LIVE_IN_RUSSIAN,
  ...APP_MODELS_IN_RUSSIAN,
  ...APP_RUNS_IN_RUSSIAN,
  ...CLI_IN_RUSSIAN,
  ...COMMAND_LINE_IN_RUSSIAN,
  ...CORE_IN_RUSSIAN,
  ...ENGINE_IN_RUSSIAN,
  ...EVALUATION_IN_RUSSIAN,
  ...INFRA_BARS_IN_RUSSIAN,
  ...INFRA_EXCHANGES_IN_RUSSIAN,
  ...INFRA_HTTP_IN_RUSSIAN,
  ...INFRA_LLM_IN_RUSSIAN,
  ...INFRA_STORE_IN_RUSSIAN,
  ...LIVE_IN_RUSSIAN,
  ...SERVER_IN_RUSSIAN,
};

export const russian = new Translator(IN_RUSSIAN);
