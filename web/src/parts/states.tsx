import type { ComponentChildren } from 'preact';
import type { RequestFailed } from '../api/client.js';
import type { Loaded } from '../api/use-document.js';
import { useWords } from '../language/use-language.js';

export function Loading() {
  const { t } = useWords();
  return (
    <p class="loading" role="status">
      {t('state.loading')}
    </p>
  );
}

/** Nothing is there yet: what to do first. */
export function Empty({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="lead">{title}</p>
      <p>{children}</p>
    </div>
  );
}

/** What went wrong, as the server says it, and what to do about it. */
export function Failure({ error, retry }: { readonly error: RequestFailed; readonly retry?: () => void }) {
  const { t, said } = useWords();
  const isReached = error.status !== 0;
  return (
    <div class="failure" role="alert">
      <p class="lead">{isReached ? said(error.message) : t('state.unreachable')}</p>
      <p>{isReached ? said(error.remedy ?? '') : t('state.unreachable.remedy')}</p>
      {retry !== undefined && <button onClick={retry}>{t('state.retry')}</button>}
    </div>
  );
}

/** A document in each of its states; one that could not be renewed stays, with a line that says so. */
export function Shown<T>({
  loaded,
  children,
}: {
  readonly loaded: Loaded<T> & { readonly reload: () => void };
  readonly children: (document: T) => ComponentChildren;
}) {
  const { t, said } = useWords();
  if (loaded.document === null && loaded.error !== null) return <Failure error={loaded.error} retry={loaded.reload} />;
  if (loaded.document === null) return <Loading />;
  return (
    <>
      {loaded.error !== null && (
        <p class="notice warn" role="status">
          {t('state.stale', { message: said(loaded.error.message) || t('state.unreachable') })}
        </p>
      )}
      {children(loaded.document)}
    </>
  );
}
