export interface AskedFrom {
  readonly method: string;
  /** As it was checked against the allowed ones. */
  readonly host: string;
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
  /** `X-LLM-Trading`: no form and no link of another page can send it without asking first, which is never allowed. */
  readonly pageHeader: string | undefined;
  readonly contentType: string | undefined;
}

/**
 * Why a request is not from a page of this server; null: it is, or from a program that says nothing of pages and only reads.
 * A change has to say its origin, so that no page of another site can have a browser make one (CSRF).
 */
export function foreignBecause(asked: AskedFrom): string | null {
  const { method, host, origin, secFetchSite, pageHeader, contentType } = asked;
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
    return 'it comes from another origin';
  }
  if (secFetchSite !== undefined && secFetchSite !== 'same-origin' && secFetchSite !== 'none') {
    return 'it comes from another site';
  }
  if (method === 'GET' || method === 'HEAD') return null;
  if (origin === undefined) return 'a change has to say its Origin';
  if (pageHeader !== 'page') return 'a change has to carry the header X-LLM-Trading: page';
  if (contentType !== undefined && !/^application\/json\s*(;|$)/i.test(contentType)) return 'a change has to be JSON';
  return null;
}
