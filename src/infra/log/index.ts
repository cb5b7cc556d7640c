export { createLogger, type LoggerSettings, type LogLevel } from './logger.js';
export { createRedactor, type Redactor } from './redactor.js';
export { silentLogger, type Logger } from './types.js';
