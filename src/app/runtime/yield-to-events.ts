import { setImmediate } from 'node:timers/promises';

/** Lets timers, input and output, and Ctrl-C have their turn in the middle of a long computation. */
export const yieldToEvents = (): Promise<void> => setImmediate();
