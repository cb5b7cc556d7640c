import { DAY, HOUR, SECOND } from '../time.js';

const UNITS = [
  ['d', DAY / SECOND],
  ['h', HOUR / SECOND],
  ['min', 60],
  ['s', 1],
] as const;

/** A duration as people say it, one or two units: `45 s`, `12 min`, `3 h 20 min`, `2 d 5 h`. */
export function formatDuration(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [name, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
}
