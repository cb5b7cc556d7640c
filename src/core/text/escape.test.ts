import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeForCsv, escapeForHtml, escapeForTerminal } from './escape.js';

describe('escapeForTerminal', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', '\\u{1b}[31mred\\u{1b}[0m'],
    ['\u009b2Jcleared', '\\u{9b}2Jcleared'],
    ['a\u202egnp.exe', 'a\\u{202e}gnp.exe'],
    ['line one\r\nline two\u2028three', 'line one line two three'],
    ['bell\u0007 delete\u007f', 'bell\\u{7} delete\\u{7f}'],
    ['tag\u{e0041}', 'tag\\u{e0041}'],
    ['half \ud800 pair', 'half \ufffd pair'],
    ['👩‍🚀 Рост на 5 % — «да»', '👩‍🚀 Рост на 5 % — «да»'],
  ])('%j', (text, escaped) => {
    expect(escapeForTerminal(text)).toBe(escaped);
  });
});

describe('escapeForHtml', () => {
  it.each([
    ['<script>alert("x")</script>', '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;'],
    [`' onload='x' \`y\` & z`, '&#39; onload=&#39;x&#39; &#96;y&#96; &amp; z'],
    ['a\u0000b\u202ec', 'a\ufffdb\ufffdc'],
    ['Рост 📈\n5 %', 'Рост 📈\n5 %'],
  ])('%j', (text, escaped) => {
    expect(escapeForHtml(text)).toBe(escaped);
  });
});

describe('escapeForCsv', () => {
  it.each([
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['+1', `"'+1"`],
    ['-1+2', `"'-1+2"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    [' =1', `"' =1"`],
    ['＝1', `"'＝1"`],
    ['\tx', `"'\tx"`],
    ['plain text', 'plain text'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\nlines', '"two\nlines"'],
    [-0.5, '-0.5'],
    [null, ''],
  ])('%j', (value, escaped) => {
    expect(escapeForCsv(value)).toBe(escaped);
  });
});

describe('every escape, for any text a model may write', () => {
  const hostile = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '\u001b[2J',
          '\u009b',
          '\r\n',
          '\u202e',
          '\u2066',
          '<script>',
          '"',
          "'",
          '`',
          '&',
          '=',
          '+',
          '@',
          '-',
          '\t',
          ',',
        ),
        fc.string({ unit: 'binary', maxLength: 5 }),
        fc.constant('\ud800'),
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join(''));

  it('leaves nothing that acts in a terminal, a page or a spreadsheet', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(escapeForTerminal(text)).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Surrogate}\u2028\u2029]/u);
        expect(escapeForHtml(text)).not.toMatch(
          /[<>"'`\u202a-\u202e\u2066-\u2069]|&(?!(?:amp|lt|gt|quot|#39|#96);)|\p{Surrogate}/u,
        );
        const field = escapeForCsv(text);
        expect(field).not.toMatch(/^"?\s*[=+\-@]/);
        if (/[",;\r\n]/.test(field)) expect(field).toMatch(/^"(?:[^"]|"")*"$/);
      }),
      { numRuns: 2_000, seed: 6 },
    );
  });
});
