/** The members of T, those that may be undefined absent instead. */
type Given<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * The members that are given: those that are undefined are left out. For what is written down, for requests to code of others, and
 * for spreading over defaults, where absent and undefined are not the same. Our own requests say `| undefined` and need none of this.
 */
export const given = <T extends object>(members: T): Given<T> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Given<T>;
