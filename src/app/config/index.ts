export type { Config } from './settings.js';
export { loadConfig, type FlagValue, type LoadedConfig } from './load.js';
export { withSettings } from './with-settings.js';
export { ALL_SETTINGS, settingAt } from './catalogue.js';
export {
  chooseModel,
  namedModel,
  fallbackModels,
  llmMembers,
  type BaselineChoice,
  type BaselineName,
  type EnsembleChoice,
  type LlmChoice,
  DEFAULT_OLLAMA_MODEL,
  parseModelName,
  PROVIDERS,
  type ModelChoice,
  type ProviderName,
} from './model-choice.js';
export { askedTemperature, temperatureOf } from './temperature.js';
export { askedWith, type Chosen } from './asked-with.js';
export { shownSettings } from './show.js';
export { configJsonSchema } from './json-schema.js';
export { envTemplate, yamlTemplate } from './templates.js';
export { suggest } from '../../core/text/suggest.js';
export { YAML_FILE } from './text-file.js';
