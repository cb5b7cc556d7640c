import { z } from 'zod';
import { list } from './list.js';

const shownSettingSchema = z.object({
  key: z.string(),
  env: z.string(),
  /** Null where it is not set. A secret shows only that it is there. */
  value: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  origin: z.string(),
});
export type ShownSetting = z.infer<typeof shownSettingSchema>;

/** What `config show --json` prints. */
export const configShowSchema = z.object({ settings: list(shownSettingSchema) });
