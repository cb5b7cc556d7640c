import { createRequire } from 'node:module';
import type * as Pino from 'pino';
import { plainData } from './plain.js';
import { prettyLine } from './pretty.js';
import type { Redactor } from './redactor.js';
import type { Logger } from './types.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LoggerSettings {
  /** The least serious level that is written. */
  readonly level: LogLevel;
  /** Short lines for people instead of one JSON object a line. */
  readonly pretty: boolean;
  /** Applied to each whole line, so that keys are removed from error causes and stacks too. */
  readonly redactor: Redactor;
  /** Where lines go. Default: stderr, written synchronously, so that no line is lost when the process ends. */
  readonly stream?: { write(line: string): unknown } | undefined;
}

const own = createRequire(import.meta.url);

/**
 * A structured logger: `{"level":"warn","time":"…","event":"source.failed","source":…}`. What writes its lines is loaded with
 * the first of them: most commands have nothing to log.
 */
export function createLogger(settings: LoggerSettings): Logger {
  let log: Pino.Logger | undefined;
  const at =
    (name: Exclude<LogLevel, 'silent'>): Logger['info'] =>
    (event, fields = {}) =>
      (log ??= pinoLogger(settings))[name](renamed(fields), event);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function pinoLogger({ level, pretty, redactor, stream }: LoggerSettings): Pino.Logger {
  const { destination, pino, stdTimeFunctions } = own('pino') as typeof Pino;
  const out = stream ?? destination({ dest: 2, sync: true });
  return pino(
    {
      level,
      base: null,
      messageKey: 'event',
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => plainData(fields) as Record<string, unknown>,
      },
    },
    {
      write(line) {
        // Before it is shortened for people, so that no half of a key is left at a cut.
        const safe = redactor(line);
        out.write(pretty ? prettyLine(safe) : safe);
      },
    },
  );
}

/** A field named like one of ours would stand twice in the line, and a reader would take the wrong one. */
function renamed(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const taken = new Set(['level', 'time', 'event']);
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [taken.has(name) ? `${name}_` : name, value]),
  );
}
