import { lazy, Suspense } from 'preact/compat';
import { useEffect, useRef, useState } from 'preact/hooks';
import { token } from './api/token.js';
import { useWords } from './language/use-language.js';
import { NowPage } from './pages/now/now-page.js';
import { Header } from './parts/header.js';
import { Navigation } from './parts/navigation.js';
import { Loading } from './parts/states.js';
import { TokenForm } from './parts/token-form.js';
import { usePlace, type Page, type Place } from './router.js';

const PAGES = {
  now: NowPage,
  decisions: lazy(() => import('./pages/decisions/decisions-page.js')),
  quality: lazy(() => import('./pages/quality/quality-page.js')),
  backtests: lazy(() => import('./pages/backtests/backtests-page.js')),
  sessions: lazy(() => import('./pages/sessions/sessions-page.js')),
  league: lazy(() => import('./pages/league-page.js')),
  data: lazy(() => import('./pages/data/data-page.js')),
  settings: lazy(() => import('./pages/settings/settings-page.js')),
} as const satisfies Record<Page, unknown>;

/** The frame of every page. After a change of page the content has the focus, so that a screen reader reads on there. */
export function App() {
  const { t } = useWords();
  const place = usePlace();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const [isAsked, setAsked] = useState(token.isAsked);
  useEffect(() => token.onChange(() => setAsked(token.isAsked())), []);
  useEffect(() => {
    document.title = `${t(`nav.${place.page}`)} · ${t('app.name')}`;
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [place.page, place.id, t]);
  const Shown: (props: { readonly place: Place }) => preact.VNode | null = PAGES[place.page];
  return (
    <>
      <a class="skip" href={`#/${place.page}`} onClick={() => main.current?.focus()}>
        {t('app.skip')}
      </a>
      <Header />
      <Navigation page={place.page} />
      <main ref={main} tabIndex={-1}>
        {isAsked ? (
          <TokenForm />
        ) : (
          <Suspense fallback={<Loading />}>
            <Shown place={place} />
          </Suspense>
        )}
      </main>
    </>
  );
}
