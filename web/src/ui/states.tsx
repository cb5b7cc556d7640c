import type { ComponentChildren } from 'preact';
import type { RequestFailed } from '../api/client.js';
import type { Loaded } from '../api/use-document.js';
import { useWords } from '../language/use-language.js';

export function Loading() {
  const { t } = useWords();
  return (
    <p class="state" role="status">
      {t('state.loading')}
    </p>
  );
}

/** Nothing is there yet, and what to do first. */
export function Empty({ what, remedy, children }: { readonly what: string; readonly remedy: string; readonly children?: ComponentChildren }) {
  return (
    <div class="state empty">
      <p>
        <strong>{what}</strong>
      </p>
      <p>{remedy}</p>
      {children}
    </div>
  );
}

export function Failure({ error, retry }: { readonly error: Pick<RequestFailed, 'status' | 'message' | 'remedy'>; readonly retry?: () => void }) {
  const { t } = useWords();
  const reached = error.status !== 0;
  return (
    <div class="state failure" role="alert">
      <p>
        <strong>{reached ? error.message : t('state.unreachable')}</strong>
      </p>
      {reached ? error.remedy !== null && <p>{error.remedy}</p> : <p>{t('state.unreachable.remedy')}</p>}
      {retry !== undefined && (
        <button type="button" onClick={retry}>
          {t('state.retry')}
        </button>
      )}
    </div>
  );
}

/** What was loaded; while there is nothing, why. What could not be loaded anew stays, and is said to be old. */
export function Show<T>({
  loaded,
  children,
}: {
  readonly loaded: Loaded<T> & { readonly reload: () => void };
  readonly children: (document: T) => ComponentChildren;
}) {
  const { t } = useWords();
  const { state, document, error, reload } = loaded;
  if (state === 'loading') return <Loading />;
  if (state === 'ready') return <>{children(document)}</>;
  if (document === null) return <Failure error={error} retry={reload} />;
  const message = error.status === 0 ? t('state.unreachable') : error.message;
  return (
    <>
      <p class="notice stale" role="status">
        {t('state.stale', { message })}
      </p>
      {children(document)}
    </>
  );
}
