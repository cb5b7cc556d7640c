import { describe, expect, it } from 'vitest';
import { IN_PROPORTION, growth } from '../../../../test/support/growth.js';
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
    ['{"a":1}', 'neither RSS nor Atom'],
    ['<doc><a></a></doc>', 'neither RSS nor Atom'],
    [rss('<item><title>a</title></item>').slice(0, -25), 'cut off'],
    ['<x><rss></rss></x>', 'neither RSS nor Atom'],
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
    'is read or refused in time in proportion: %j repeated',
    (pump) => {
      const read = (size: number): void => {
        try {
          parseFeed(rss(pump.repeat(size)));
        } catch {
          // Malformed: refused is right.
        }
      };
      expect(growth(read, 2_000)).toBeLessThan(IN_PROPORTION);
    },
  );
});

describe('the text of an element', () => {
  const CASES: readonly (readonly [string, string])[] = [
    ['Bitcoin does <em>not</em> fall', 'Bitcoin does not fall'],
    ['Bitcoin <b>does <i>not</i></b> fall', 'Bitcoin does not fall'],
    ['Un<b>believ</b>able', 'Unbelievable'],
    ['<em>Not</em> a fall', 'Not a fall'],
    ['Bitcoin<br/>falls', 'Bitcoin falls'],
    ['Bitcoin<br>falls', 'Bitcoin falls'],
    ['Bitcoin<br></br>falls', 'Bitcoin falls'],
    ['<p>One</p><p>two</p>', 'One two'],
    ['Bit<!-- a comment -->coin <?pi some?>falls', 'Bitcoin falls'],
    ['Q&amp;A <em>R&amp;D &#8217;24</em> &lt; 5', 'Q&A R&D ’24 < 5'],
    ['It&#146;s <em>here</em>', 'It’s here'],
    ['Bitcoin <x:em xmlns:x="http://www.w3.org/1999/xhtml">not</x:em> down', 'Bitcoin not down'],
    ['Bitcoin <![CDATA[does <em>not</em>]]> fall', 'Bitcoin does not fall'],
    ['<![CDATA[Bitcoin ]]><![CDATA[does ]]>not<![CDATA[ fall]]>', 'Bitcoin does not fall'],
    ['<em><![CDATA[Q&A]]></em> now', 'Q&A now'],
    ['&lt;b&gt;Bitcoin&lt;/b&gt;&lt;p&gt;falls&lt;/p&gt;', 'Bitcoin falls'],
    ['\n  Bitcoin\n  <em>does</em>\n  not fall\n', 'Bitcoin does not fall'],
  ];

  it.each(CASES)('RSS: %j is %j, in titles and summaries', (markup, text) => {
    expect(one(`<title>${markup}</title><description>${markup}</description>`)).toMatchObject({
      title: text,
      body: text,
    });
  });

  it.each(CASES)('RSS 1.0 and Atom: %j is %j', (markup, text) => {
    const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item><title>${markup}</title></item></rdf:RDF>`;
    const atom = `<feed><entry><title type="html">${markup}</title><content type="html">${markup}</content></entry></feed>`;
    expect(parseFeed(rdf)).toMatchObject([{ title: text }]);
    expect(parseFeed(atom)).toMatchObject([{ title: text, body: text }]);
  });

  it('of Atom is not markup where its type says so', () => {
    const entry = (title: string): string => parseFeed(`<feed><entry>${title}</entry></feed>`)[0]!.title;
    expect(entry('<title type="text">AT&amp;T &lt;b&gt; &amp;amp;</title>')).toBe('AT&T <b> &amp;');
    const div = '<div xmlns="http://www.w3.org/1999/xhtml">is <em>not</em> &lt;b&gt; <p>done</p>.</div>';
    expect(entry(`<title type="xhtml">${div}</title>`)).toBe('is not <b> done .');
    expect(entry('<title type="text/html">&lt;b&gt;A&lt;/b&gt;C</title>')).toBe('AC');
  });

  it('keeps every item after markup that HTML never closes', () => {
    const items = '<item><title>a <br> b <img src="x"> c</title></item><item><title>d</title></item>';
    expect(parseFeed(rss(items)).map(({ title }) => title)).toEqual(['a b c', 'd']);
  });
});

describe('names and ends', () => {
  it('are told by namespace, not by prefix', () => {
    const atom =
      '<atom:feed xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><atom:entry><media:title>caption</media:title><atom:title>A <atom:em>b</atom:em></atom:title><atom:id>i</atom:id><atom:link href="https://a.example/"/><atom:updated>u</atom:updated></atom:entry></atom:feed>';
    const item = { guid: 'i', title: 'A b', body: '', link: 'https://a.example/', date: 'u' };
    expect(parseFeed(atom)).toEqual([item]);
    expect(parseFeed(atom.replaceAll('atom:', 'ns0:').replace('xmlns:atom', 'xmlns:ns0'))).toEqual([item]);
    expect(parseFeed(atom.replace(' xmlns:atom="http://www.w3.org/2005/Atom"', ''))).toEqual([item]);
    const prefixed =
      '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/"><s:item><s:title>t</s:title><d:date>2026-07-04</d:date></s:item></r:RDF>';
    expect(parseFeed(prefixed)).toMatchObject([{ title: 't', date: '2026-07-04' }]);
    const media = '<media:title>caption</media:title><media:description>x</media:description><title>headline</title>';
    expect(one(media)).toMatchObject({ title: 'headline', body: '' });
  });

  it.each(['\n<!-- cached 12:00 -->', '<script>var a = "<b>";</script>', `text ${'x'.repeat(5_000)}`, '\u0000\n'])(
    'text after the end is not looked at: %j',
    (after) => {
      expect(parseFeed(rss('<item><title>a</title></item>') + after)).toMatchObject([{ title: 'a' }]);
    },
  );

  it.each(['\n\n', '<!-- a <rss> --><?xml-stylesheet href="a"?>', '<!DOCTYPE rss [<!ENTITY x "y">]>'])(
    'the root is found after %j',
    (before) => {
      expect(parseFeed(`${before}<rss><channel><item><title>a</title></item></channel></rss >`)).toHaveLength(1);
    },
  );
});
