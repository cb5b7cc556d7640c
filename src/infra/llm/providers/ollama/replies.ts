import { z } from 'zod';

/** A line of the stream of POST /api/chat: https://github.com/ollama/ollama/blob/main/docs/api.md */
export const chatChunkSchema = z.object({
  message: z.object({ content: z.string().optional(), thinking: z.string().optional() }).optional(),
  done: z.boolean().optional(),
  /** Absent where the stream ended otherwise. */
  done_reason: z.string().optional(),
  /** Cached and new tokens. `omitempty`: absent where it is zero, and from servers that do not count. */
  prompt_eval_count: z.number().optional(),
  eval_count: z.number().optional(),
  /** In the middle of a stream HTTP stays 200 and this is the last line. */
  error: z.unknown().optional(),
});
export type ChatChunk = z.infer<typeof chatChunkSchema>;

/** GET /api/tags */
export const tagsSchema = z.object({
  models: z
    .array(
      z.object({
        name: z.string(),
        digest: z.string().optional(),
        size: z.number().optional(),
        /** Set for models that run elsewhere. */
        remote_host: z.string().optional(),
      }),
    )
    .nullish()
    .transform((models) => models ?? []),
});

/** POST /api/show. `model_info` has one `<architecture>.context_length`. */
export const showSchema = z.object({
  model_info: z.record(z.string(), z.unknown()).nullish(),
  capabilities: z.array(z.string()).nullish(),
});

export function contextLengthOf(show: z.infer<typeof showSchema>): number | null {
  for (const [key, value] of Object.entries(show.model_info ?? {})) {
    if (key.endsWith('.context_length') && typeof value === 'number' && value > 0) return value;
  }
  return null;
}
