import { describe, expect, it } from 'vitest';
import { cpuMs } from '../../../../test/support/cpu-time.js';
import { parseFeed } from './parse.js';

const rss = (item: string, head = ''): string =>
  `<?xml version="1.0"?>${head}<rss version="2.0"><channel><title>x</title>${item}</channel></rss>`;
const one = (item: string, head = '') => parseFeed(rss(`<item>${item}</item>`, head))[0]!;

describe('parseFeed', () => {
  it('reads CDATA as it is and decodes other text once before markup is removed', () => {
    expect(one('<title><![CDATA[Q&A <b>now</b>]]></title>').title).toBe('Q&A now');
    expect(one('<title>Q&amp;A &lt;b&gt;now&lt;/b&gt; &#8217;24</title>').title).toBe('Q&A now ’24');
    expect(one('<title>mixed <![CDATA[& parts]]></title>').title).toContain('& parts');
    expect(one('<title><![CDATA[it is &amp;lt; here]]></title>').title).toBe('it is &lt; here');
  });

  it('keeps numbers as text, and prefers guid and description', () => {
    expect(
      one(
        '<title>007</title><guid isPermaLink="false">12</guid><link>https://a.example/?x=1&amp;y=2</link><description>1e3</description><content:encoded>long</content:encoded><pubDate>d</pubDate>',
      ),
    ).toEqual({ guid: '12', title: '007', body: '1e3', link: 'https://a.example/?x=1&y=2', date: 'd' });
  });

  it('does with what is there', () => {
    expect(one('<title>a</title><title>b</title><link/><description/>')).toEqual({
      guid: '',
      title: 'a',
      body: '',
      link: '',
      date: '',
    });
    expect(parseFeed(rss(''))).toEqual([]);
    expect(parseFeed('<rss><channel></channel></rss>')).toEqual([]);
  });

  it('reads Atom and RSS 1.0', () => {
    const atom =
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">A &amp;lt;i&amp;gt;b&amp;lt;/i&amp;gt;</title><id>i</id><link rel="enclosure" href="https://a.example/mp3"/><link rel="alternate" href="https://a.example/1?x=1&amp;y=2"/><updated>u</updated><published>p</published><summary>s</summary></entry></feed>';
    expect(parseFeed(atom)).toEqual([
      { guid: 'i', title: 'A <i>b</i>', body: 's', link: 'https://a.example/1?x=1&y=2', date: 'p' },
    ]);
    const rdf =
      '<rdf:RDF><channel><title>x</title></channel><item><title>t</title><link>https://a.example/</link><dc:date>2026-07-04</dc:date></item></rdf:RDF>';
    expect(parseFeed(rdf)).toMatchObject([{ guid: 'https://a.example/', title: 't', date: '2026-07-04' }]);
  });

  it.each([
    ['', 'the feed is empty'],
    ['<!DOCTYPE html><html></html>', 'got an HTML page'],
    ['{"a":1}', 'no RSS or Atom'],
    ['<doc><a></a></doc>', 'no RSS or Atom'],
    [rss('<item><title>a</title></item>').slice(0, -25), 'cut off'],
    ['<x><rss></rss></x>', 'no RSS or Atom'],
  ])('refuses %j', (xml, words) => {
    expect(() => parseFeed(xml)).toThrow(words);
  });
});

describe('a hostile feed', () => {
  const laughs = [
    '<!ENTITY a "ha ha ha ha ha ha ha ha ha ha">',
    ...'b c d e f g h i j'.split(' ').map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghi'[i]!};`.repeat(10)}">`),
  ].join('');

  it('expands no entity of its own: a billion laughs stay one word', () => {
    const { title, body } = one('<title>&j;</title><description>&j;&j;</description>', `<!DOCTYPE r [${laughs}]>`);
    expect(title.length + body.length).toBeLessThan(20);
  });

  it('reads no file and no address', () => {
    const head = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>';
    const read = (): string => {
      try {
        return one('<title>&x;</title>', head).title;
      } catch (error) {
        return String(error);
      }
    };
    expect(read()).toMatch(/^&x;$|External entities are not supported/);
  });

  it('redefines none of the five entities of XML', () => {
    expect(one('<title>a &amp; b</title>', '<!DOCTYPE r [<!ENTITY amp "evil">]>').title).toBe('a & b');
  });

  it('pollutes no prototype', () => {
    try {
      parseFeed(rss('<item><__proto__><polluted>1</polluted></__proto__><constructor>2</constructor></item>'));
    } catch {
      // Refusing such names is as good as ignoring them.
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('ends at 40 levels', () => {
    const deep = '<a>'.repeat(100_000) + '</a>'.repeat(100_000);
    expect(() => parseFeed(rss(`<item>${deep}</item>`))).toThrow();
  });

  it.each(['<item><title>', '<!--', '<![CDATA[', '&amp;', '<a b="', '<', ']]>', '<?x '])(
    'is read or refused in good time: %j repeated',
    (pump) => {
      const read = (): void => {
        try {
          parseFeed(rss(pump.repeat(Math.ceil(100_000 / pump.length))));
        } catch {
          // Malformed: refused is right.
        }
      };
      expect(cpuMs(read, 1_000)).toBeLessThan(1_000);
    },
  );
});
