export { createLogger } from './logger.js';
export { createRedactor, type Redactor } from './redactor.js';
export type { Logger } from './types.js';
