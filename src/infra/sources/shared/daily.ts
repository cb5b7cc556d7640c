const DAY_MS = 86_400_000;

/** Whether a moment is 00:00 UTC, as the stamps of daily values are. */
export const isStartOfDay = (time: number): boolean => time % DAY_MS === 0;

/** Whether the day that starts at `day` is over at `now`: values of an unfinished day are partial. */
export const isDayOver = (day: number, now: number): boolean => day + DAY_MS <= now;

/** `2025-01-15` */
export const utcDate = (time: number): string => new Date(time).toISOString().slice(0, 10);
