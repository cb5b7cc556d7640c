import { HTML_HEADERS, htmlPage, startDataServer, type DataServer, type DataServerOptions } from './data-server.js';
import { STORIES, type FakeStory } from './headlines.js';
import type { SourceDouble } from '../support/source-doubles.js';

export interface RssServerOptions extends DataServerOptions {
  /** Replaces the body of a feed, by id. */
  readonly bodies?: Readonly<Record<string, string>>;
}

export const RSS_FEED_IDS = ['coindesk', 'cointelegraph', 'theblock', 'decrypt'] as const;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** As RFC 822 has it, in a zone `offsetHours` east of UTC. */
function rfc822(time: number, offsetHours: number): string {
  const sign = offsetHours < 0 ? '-' : '+';
  const local = new Date(time + offsetHours * 3_600_000).toUTCString().replace('GMT', '');
  return `${local}${sign}${String(Math.abs(offsetHours)).padStart(2, '0')}00`;
}

function rssItem(story: FakeStory, id: string, i: number, now: number): string {
  const time = now - story.minutesAgo * 60_000;
  const link = `https://${id}.example/${i}`;
  // Each outlet has habits of its own: CDATA or escaped text, guid or link, offsets.
  return id === 'theblock'
    ? `<item><title>${escaped(story.title)}</title><link>${link}</link><guid isPermaLink="false">tb-${i}</guid><pubDate>${rfc822(time, -4)}</pubDate><description>${escaped(`<p>${story.body}</p>`)}</description></item>`
    : `<item><title><![CDATA[${story.title}]]></title><link>${link}?utm=1&amp;x=2</link><guid>${link}</guid><pubDate>${rfc822(time, 0)}</pubDate><description><![CDATA[<p style="float:right"><img src="https://cdn.example/a.jpg"></p><p>${story.body}</p>]]></description></item>`;
}

function rssFeed(id: string, now: number): string {
  const items = STORIES.map((story, i) => rssItem(story, id, i, now)).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${id}</title><link>https://${id}.example/</link>\n${items}\n</channel></rss>\n`;
}

/** Decrypt's stand-in speaks Atom, so that both formats are met. */
function atomFeed(id: string, now: number): string {
  const entries = STORIES.map(({ minutesAgo, title, body }, i) => {
    const at = new Date(now - minutesAgo * 60_000).toISOString();
    return `<entry><title type="html">${escaped(escaped(title))}</title><id>urn:${id}:${i}</id><link rel="enclosure" href="https://cdn.example/a.mp3"/><link rel="alternate" href="https://${id}.example/${i}"/><published>${at}</published><updated>${at}</updated><summary>${escaped(body)}</summary></entry>`;
  });
  return `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>${id}</title>${entries.join('')}</feed>`;
}

/** The four news outlets on one server, each at `/{id}`: `/coindesk`, `/cointelegraph`, `/theblock`, `/decrypt`. */
export function startRssServer(options: RssServerOptions = {}): Promise<DataServer> {
  return startDataServer(options, (url, _headers, now) => {
    const id = RSS_FEED_IDS.find((known) => url.pathname === `/${known}`);
    if (id === undefined) return { status: 404, body: htmlPage('404'), headers: HTML_HEADERS };
    const body = options.bodies?.[id] ?? (id === 'decrypt' ? atomFeed(id, now) : rssFeed(id, now));
    return { status: 200, body, headers: { 'content-type': 'application/rss+xml; charset=utf-8' } };
  });
}

export const sourceDouble: SourceDouble = {
  start: (now) => startRssServer({ now }),
  env: (url) => Object.fromEntries(RSS_FEED_IDS.map((id) => [`RSS_${id.toUpperCase()}_BASE_URL`, `${url}/${id}`])),
};
