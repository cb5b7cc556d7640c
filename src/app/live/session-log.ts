import { appendFileSync } from 'node:fs';
import { createLogger } from '../../infra/log/logger.js';
import type { Logger } from '../../infra/log/types.js';
import { sessionModeOf } from '../../contract/session.js';
import { InputError, messageOf } from '../../core/errors.js';
import { isoTime } from '../../core/time.js';
import type { Runtime } from '../runtime/runtime.js';
import { refusalsOf, type SessionObserver } from './session-observer.js';

/**
 * A log of its own for sessions: a line of JSON each, without any secret of the settings. The file is opened for each line, so that
 * it may be moved away at any time.
 * @throws InputError where nothing can be appended to the file
 */
export function sessionLogger(file: string, { loaded, config, redactor }: Runtime): Logger {
  try {
    appendFileSync(file, '');
  } catch (error) {
    throw new InputError('log.file', `Nothing can be written to the log ${file}: ${messageOf(error)}.`, {
      where: 'log',
      remedy: 'name a file in a folder that is there and may be written to',
    });
  }
  const level = loaded.isSet('logLevel') ? config.logLevel : 'info';
  const stream = { write: (line: string) => appendFileSync(file, line) };
  return createLogger({ level, pretty: false, redactor, stream });
}

/** Writes down what a session does. */
export function logObserver(log: Logger, session: string): SessionObserver {
  let halted: string | null = null;
  return {
    started: (start) => {
      const { folder, goesOnAfter } = start;
      log.info('session.started', { session, mode: sessionModeOf(start), folder, goes_on_after: goesOnAfter });
    },
    stepped(step) {
      const { booked, decision, opinion } = step;
      const bar = isoTime(booked.time);
      if (opinion !== null) {
        const { answeredBy, failure, usage } = opinion;
        const fields = { session, bar, answered_by: answeredBy, failure, cost_usd: usage?.cost_usd ?? null };
        if (failure === null) log.info('session.opinion', fields);
        else log.warn('session.opinion', fields);
      }
      for (const fill of booked.fills) log.info('session.fill', { session, bar, ...fill });
      for (const refusal of refusalsOf(step)) log.warn('session.refusal', { session, bar, ...refusal });
      if (decision.halted !== halted) {
        halted = decision.halted;
        log.warn(halted === null ? 'session.resumed' : 'session.halted', { session, bar, reason: halted });
      }
      const { equity, cash, positions } = booked;
      log.debug('session.bar', { session, bar, equity, cash, positions });
    },
    troubled: (trouble) => log.warn('session.fault', { session, ...trouble }),
    ended: (end) => log.info('session.ended', { session, ...end }),
  };
}
