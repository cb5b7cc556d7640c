import { useWords } from '../language/use-language.js';
import { hrefOf, PAGES, type Page } from '../router.js';

/** Beside the content, or below it on a phone. */
export function Navigation({ page }: { readonly page: Page }) {
  const { t } = useWords();
  return (
    <nav aria-label={t('nav.label')}>
      <ul>
        {PAGES.map((each) => (
          <li key={each}>
            <a href={hrefOf(each)} aria-current={each === page ? 'page' : undefined}>
              {t(`nav.${each}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
