import type { z } from 'zod';
import type { HttpClient, HttpRequest, HttpResponse } from './types.js';

interface SharedJson {
  readonly schema: z.ZodType;
  readonly reply: Promise<{ readonly data: unknown; readonly response: HttpResponse }>;
}

/** What makes two requests the same question; headers count, since they may hold another key. */
const keyOf = ({ url, query, headers, maxBytes }: HttpRequest): string =>
  JSON.stringify([url, query ?? null, headers ?? null, maxBytes ?? null]);

/**
 * A client for one collection about several assets: who asks what has been asked already gets the same reply, or the same failure.
 * A feed, an index of mood or a supply of stablecoins is so fetched once, whoever reads it; what is asked about one asset is
 * asked for each. The first request's deadline and signal count for all: make one for each collection, and drop it after.
 */
export function shareReplies(http: HttpClient): HttpClient {
  const texts = new Map<string, Promise<HttpResponse>>();
  const documents = new Map<string, SharedJson>();
  return {
    get(request) {
      const key = keyOf(request);
      const known = texts.get(key);
      if (known !== undefined) return known;
      const reply = http.get(request);
      texts.set(key, reply);
      return reply;
    },
    getJson<T>(request: HttpRequest, schema: z.ZodType<T>) {
      const key = keyOf(request);
      const known = documents.get(key);
      // Another schema may leave other fields: what it read is of no use to this caller.
      if (known?.schema === schema)
        return known.reply as Promise<{ readonly data: T; readonly response: HttpResponse }>;
      const reply = http.getJson(request, schema);
      documents.set(key, { schema, reply });
      return reply;
    },
  };
}
