import type { Clock } from '../../core/ports/clock.js';
import { startDeadline, type Deadline } from './deadline.js';
import { HttpError } from './errors.js';

/** The deadline of an HTTP call: ends it with `http.deadline` or `http.aborted`. @param what who is asked, for messages */
export const startRequestDeadline = (clock: Clock, ms: number, what: string, caller?: AbortSignal): Deadline =>
  startDeadline(
    clock,
    ms,
    {
      expired: () =>
        new HttpError('http.deadline', `${what} did not answer in full within ${ms} ms.`, {
          retryable: true,
          remedy: 'try again, or raise the deadline',
        }),
      givenUp: ({ reason }) =>
        new HttpError('http.aborted', `The request to ${what} was given up by its caller.`, { cause: reason }),
    },
    caller,
  );
