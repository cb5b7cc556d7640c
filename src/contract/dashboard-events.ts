import { z } from 'zod';
import { jobSchema } from './dashboard-jobs.js';
import { wholeNumber } from './list.js';

/**
 * What `GET /api/v1/events` sends, one event each: `event:` is the type, `id:` the sequence number, `data:` this document. `hello` comes
 * first on every connection. `gap`: events were missed that are not kept any more, so that the page has to load afresh. Numbers begin
 * anew with the server: whoever sees another `server` loads afresh.
 */
export const dashboardEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), seq: wholeNumber, server: z.string() }),
  z.object({ type: z.literal('gap'), seq: wholeNumber, server: z.string() }),
  z.object({ type: z.literal('job'), seq: wholeNumber, job: jobSchema }),
  /** Something new of that kind, or changed: what it is, the page asks for by its id. */
  z.object({ type: z.enum(['cycle', 'session', 'run', 'evaluation']), seq: wholeNumber, id: z.string() }),
]);
export type DashboardEvent = z.infer<typeof dashboardEventSchema>;
