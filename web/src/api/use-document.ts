import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { onEvent } from './events.js';
import type { RouteAnswer, RouteName } from '../../../src/contract/dashboard-routes.js';
import { read, RequestFailed } from './client.js';
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
  const [round, setRound] = useState(0);
  const shownPath = useRef<string | null>(null);
  const kinds = refreshOn.join(' ');
  const reload = useCallback(() => setRound((before) => before + 1), []);

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
    if (shownPath.current !== path) setLoaded(LOADING);
    read(route, path, abort.signal)
      .then((document) => {
        shownPath.current = path;
        setLoaded({ state: 'ready', document, error: null });
      })
      .catch((error: unknown) => {
        if (abort.signal.aborted || !(error instanceof RequestFailed)) return;
        setLoaded((before) => ({ state: 'failed', document: before.document, error }));
      });
    return () => abort.abort();
  }, [route, path, round]);
  return { ...loaded, reload };
}
