import { useEffect, useState } from 'preact/hooks';

/** The pages, in the order of the navigation. */
export const PAGES = ['now', 'sessions', 'league', 'backtests', 'decisions', 'quality', 'data', 'settings'] as const;
export type Page = (typeof PAGES)[number];

/** `#/backtests/20250101-…`: a page, and which of its things is looked at; null: none, or the page does not know. */
export interface Place {
  readonly page: Page;
  readonly id: string | null;
}

export function placeOf(hash: string): Place {
  const [name = '', ...rest] = hash.replace(/^#\/?/, '').split('/');
  const page = PAGES.find((each) => each === name) ?? 'now';
  const id = rest.join('/');
  return { page, id: id === '' ? null : decoded(id) };
}

/** An address that was cut off in the middle of a character is taken as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const hrefOf = (page: Page, id?: string): string =>
  `#/${page}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;

/** Where the page is. Hashes, so that the server has one file to hand out and nothing to guess. */
export function usePlace(): Place {
  const [place, setPlace] = useState(() => placeOf(location.hash));
  useEffect(() => {
    const follow = (): void => setPlace(placeOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return place;
}
