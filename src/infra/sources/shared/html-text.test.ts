import { describe, expect, it } from 'vitest';
import { IN_PROPORTION, growth } from '../../../../test/support/growth.js';
import { htmlToText } from './html-text.js';
import { decodeReferences } from './references.js';

describe('htmlToText', () => {
  it.each([
    ['<p>One</p><p>Two</p>', 'One Two'],
    ['<b>bold</b>, plain', 'bold, plain'],
    ['line<br/>\n\t break', 'line break'],
    ['<img src="a.jpg" onerror="alert(1)">text', 'text'],
    ['a<script>evil("</p>")</script>b<style>p{}</style>c', 'a b c'],
    ['a<SCRIPT src=x>evil</ScRiPt >b', 'a b'],
    ['a<script>never closed', 'a'],
    ['a<!-- hidden > still hidden -->b', 'ab'],
    ['Un<b>believ</b>able<i>!</i>', 'Unbelievable!'],
    ['One<br>two<br/>three<BR />four', 'One two three four'],
    ['<ul><li>One</li><li>Two</li></ul><h2>Three</h2>four', 'One Two Three four'],
    ['<td>1</td><td>2</td>', '1 2'],
    ['so<wbr>called, <a href="#">linked</a>.', 'socalled, linked.'],
    ['<![CDATA[Bitcoin <em>rises</em>]]> today', 'Bitcoin rises today'],
    ['It&#146;s &#8220;x&#148; &#x80;5 &#151; \u0093raw\u0094', 'It’s “x” €5 — “raw”'],
    ['caf&eacute; &frac12; &ccedil; &Aring; &sup2;', 'café ½ ç Å ²'],
    ['a<!-- never closed', 'a'],
    ['a<b never closed', 'a'],
    ['BTC < 60k and ETH > 3k', 'BTC < 60k and ETH > 3k'],
    ['Q&amp;A &#8217;24 &#x201C;x&#x201D; &hellip;', 'Q&A ’24 “x” …'],
    ['&lt;script&gt; is text', '<script> is text'],
    ['&unknown; &#0; &#xD800; &#99999999;', '&unknown; &#0; &#xD800; &#99999999;'],
    ['', ''],
  ])('%j → %j', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('decodes once', () => {
    expect(decodeReferences('&amp;lt;p&amp;gt;')).toBe('&lt;p&gt;');
  });

  it.each(['<', '<a', '<!--', '<script>', '</script', '&#', '&amp', ' ', '<script></script>', '<a>'])(
    'takes linear time for %j repeated',
    (pump) => {
      expect(growth((size) => htmlToText(pump.repeat(size)), 5_000)).toBeLessThan(IN_PROPORTION);
    },
  );
});
