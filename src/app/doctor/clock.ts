import { plainDuration, failed, ok, warned, type Check } from './check.js';

/** Off by less than this, plus what cannot be measured, is a good clock, ms. */
const FINE_MS = 1_000;
/** From here on live values look late, or from the future, ms. */
const BAD_MS = 30_000;

const REMEDY = 'set the clock of this machine by NTP (timedatectl set-ntp true)';

/** `skewMs` is the other clock minus this one, known to within `uncertaintyMs`. */
export function clockCheck(server: string, skewMs: number, uncertaintyMs: number): Check {
  const name = `clock, ${server}`;
  const off = Math.max(0, Math.abs(skewMs) - uncertaintyMs);
  if (off < FINE_MS)
    return ok('clock', name, `agrees with this machine to within ${plainDuration(Math.max(FINE_MS, uncertaintyMs))}.`);
  const message = `this machine is ${plainDuration(Math.abs(skewMs))} ${skewMs > 0 ? 'behind' : 'ahead'}.`;
  const found = { group: 'clock', name, message } as const;
  return off < BAD_MS ? warned(found, REMEDY) : failed(found, REMEDY, 'user');
}
