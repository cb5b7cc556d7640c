import { expect, it } from 'vitest';
import { withCode } from './markup.js';

it.each([
  ['give it with `funding`', 'give it with <code>funding</code>'],
  ['`fields: <all>` shows it', '<code>fields: &lt;all&gt;</code> shows it'],
  ['a lone ` stays', 'a lone &#96; stays'],
  ['none', 'none'],
])('sets what stands between backticks as code: %s', (text, markup) => {
  expect(withCode(text).text).toBe(markup);
});
