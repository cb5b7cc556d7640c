import { isoTime } from '../../core/time.js';

/** `2023-03-24T13:00Z`: bars rarely need seconds. */
export const timeText = (ms: number): string => isoTime(ms).replace(/(?::00)?\.000Z$/, 'Z');
