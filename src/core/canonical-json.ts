/** JSON with sorted keys and no spaces: the same value is the same text. Undefined members are left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/**
 * `20250131-130501-042-1a2b3c4d`: the name of something made at a moment from inputs with this hash. Ids sort by time, and
 * those of the same inputs share their last eight digits.
 * @param madeAtUtc ISO 8601 with milliseconds
 * @param sha256 of the inputs, hex
 */
export function timedId(madeAtUtc: string, sha256: string): string {
  const digits = madeAtUtc.replace(/[-:TZ.]/g, '');
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${digits.slice(14, 17)}-${sha256.slice(0, 8)}`;
}
