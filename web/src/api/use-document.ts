import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { onEvent } from './events.js';
import type { RouteAnswer, RouteName } from '../../../src/contract/dashboard-routes.js';
import { readAnew, RequestFailed, type Known } from './client.js';
import { oneAtATime } from './one-at-a-time.js';
import { token } from './token.js';

export type Loaded<T> =
  | { readonly state: 'loading'; readonly document: null; readonly error: null }
  | { readonly state: 'ready'; readonly document: T; readonly error: null }
  /** `document`: what was shown before, which may be old now. */
  | { readonly state: 'failed'; readonly document: T | null; readonly error: RequestFailed };

const LOADING = { state: 'loading', document: null, error: null } as const;

/**
 * A document of the server, asked for anew when one of the named kinds of event comes in, and after events were missed.
 * @param path null: nothing is asked for yet
 */
export function useDocument<Name extends RouteName>(
  route: Name,
  path: string | null,
  refreshOn: readonly string[] = [],
): Loaded<RouteAnswer<Name>> & { readonly reload: () => void } {
  const [loaded, setLoaded] = useState<Loaded<RouteAnswer<Name>>>(LOADING);
  const ask = useRef<() => void>(() => undefined);
  const shown = useRef<{ readonly path: string; readonly known: Known<RouteAnswer<Name>> } | null>(null);
  const kinds = refreshOn.join(' ');
  const reload = useCallback(() => ask.current(), []);

  useEffect(() => token.onChange(reload), [reload]);
  useEffect(
    () =>
      onEvent(({ type }) => {
        if (type === 'afresh' || kinds.split(' ').includes(type)) reload();
      }),
    [kinds, reload],
  );
  useEffect(() => {
    if (path === null) return undefined;
    const abort = new AbortController();
    if (shown.current?.path !== path) setLoaded(LOADING);
    // Events may come faster than answers: one that is on its way is waited for.
    ask.current = oneAtATime(async () => {
      if (abort.signal.aborted) return;
      const known = shown.current?.path === path ? shown.current.known : null;
      await readAnew(route, path, known, abort.signal).then(show, fail);
    });
    const show = (answer: Known<RouteAnswer<Name>>): void => {
      if (abort.signal.aborted) return;
      const { document } = answer;
      shown.current = { path, known: answer };
      // What is as it was is not drawn again.
      setLoaded((before) => before.state === 'ready' && before.document === document ? before : { state: 'ready', document, error: null }); // prettier-ignore
    };
    const fail = (error: unknown): void => {
      if (abort.signal.aborted || !(error instanceof RequestFailed)) return;
      setLoaded((before) => ({ state: 'failed', document: before.document, error }));
    };
    ask.current();
    return () => abort.abort();
  }, [route, path]);
  return { ...loaded, reload };
}
