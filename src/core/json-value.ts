/** What JSON can hold, and gives back as it was. A number is finite; -0 comes back as 0. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [member: string]: JsonValue | undefined };
