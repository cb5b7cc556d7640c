import { describe, expect, it } from 'vitest';
import { cpuMs } from '../../../../test/support/cpu-time.js';
import { decodeReferences, htmlToText } from './html-text.js';

describe('htmlToText', () => {
  it.each([
    ['<p>One</p><p>Two</p>', 'One Two'],
    ['<b>bold</b>, plain', 'bold , plain'],
    ['line<br/>\n\t break', 'line break'],
    ['<img src="a.jpg" onerror="alert(1)">text', 'text'],
    ['a<script>evil("</p>")</script>b<style>p{}</style>c', 'a b c'],
    ['a<SCRIPT src=x>evil</ScRiPt >b', 'a b'],
    ['a<script>never closed', 'a'],
    ['a<!-- hidden > still hidden -->b', 'a b'],
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
      expect(cpuMs(() => htmlToText(pump.repeat(Math.ceil(100_000 / pump.length))), 100)).toBeLessThan(100);
    },
  );
});
