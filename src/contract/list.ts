import { z } from 'zod';

/** A list that whoever gets it must not change. */
export const list = <T extends z.ZodType>(item: T): z.ZodReadonly<z.ZodArray<T>> => z.array(item).readonly();

/** UTC ms since 1970. */
export const time = z.number();

export const wholeNumber = z.int().nonnegative();
