import type { ComponentType } from 'preact';
import { lazy, Suspense } from 'preact/compat';
import { useEffect, useRef, useState } from 'preact/hooks';
import { token } from './api/token.js';
import { useWords } from './language/use-language.js';
import { Now } from './pages/now/now.js';
import { usePlace, type Page } from './router.js';
import { Bar } from './ui/bar.js';
import { Loading } from './ui/states.js';
import { TokenForm } from './ui/token-form.js';

export interface PageProps {
  /** What of the page is looked at; null: all of it. */
  readonly id: string | null;
}

const later = (load: () => Promise<{ readonly default: ComponentType<PageProps> }>): ComponentType<PageProps> => lazy(load);

/** The first page is there at once; the others, and what they draw with, when they are gone to. */
const PAGE: Readonly<Record<Page, ComponentType<PageProps>>> = {
  now: Now,
  decisions: later(() => import('./pages/decisions/decisions.js')),
  quality: later(() => import('./pages/quality/quality.js')),
  backtests: later(() => import('./pages/backtests/backtests.js')),
  sessions: later(() => import('./pages/sessions/sessions.js')),
  data: later(() => import('./pages/data/data.js')),
  settings: later(() => import('./pages/settings/settings.js')),
};

export function App() {
  const { t } = useWords();
  const { page, id } = usePlace();
  const [asked, setAsked] = useState(token.isAsked);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => token.onChange(() => setAsked(token.isAsked())), []);
  useEffect(() => {
    document.title = `${t(`nav.${page}`)} · ${t('app.name')}`;
    // Whoever listens to the page hears where it is now; not on the first load, which begins at the top anyway.
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [page, id, t]);
  const Shown = PAGE[page];
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        {t('app.skip')}
      </a>
      <Bar page={page} />
      <main id="main" ref={main} tabIndex={-1}>
        {asked ? (
          <TokenForm />
        ) : (
          <Suspense fallback={<Loading />}>
            <Shown key={page} id={id} />
          </Suspense>
        )}
      </main>
    </>
  );
}
