/** Rules: entry and exit conditions as YAML or JSON. */
export { loadRules, RulesStrategy } from './rules-strategy.js';
export { readRules } from './read-rules.js';
export { rulesSchema } from './schema.js';
