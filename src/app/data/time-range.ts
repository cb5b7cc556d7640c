import { InputError } from '../../core/errors.js';
import { toUnixMs } from '../../core/unix-time.js';

/**
 * A moment given on the command line, UTC ms: `2024-03-01`, `2024-03-01T13:00` (without a zone: UTC) or a Unix time.
 * @throws InputError naming the option
 */
export function parseMoment(text: string, option: string): number {
  const ms = toUnixMs(text);
  if (ms !== null) return ms;
  throw new InputError(
    'input.time',
    `${option} is "${text.slice(0, 40)}": it must be a day such as 2024-03-01, or a time such as 2024-03-01T13:00Z.`,
    { where: option, expected: 'ISO 8601, UTC where no zone is named' },
  );
}

/** @throws InputError where the range is empty */
export function assertRange(from: number, to: number): void {
  if (from < to) return;
  throw new InputError('input.range', 'The range is empty: --from must lie before --to.', { where: '--from' });
}
