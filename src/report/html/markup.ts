import { escapeForHtml } from '../../core/text/escape.js';

/** Text that is HTML already. Only `html` makes it, so nothing reaches a page unescaped. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Piece = Markup | string | number | null | false | readonly Piece[];

/** A template whose values are escaped, unless they are markup themselves. Values may stand in text and quoted attributes. */
export function html(strings: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  let text = strings[0]!;
  values.forEach((value, index) => {
    text += render(value) + strings[index + 1]!;
  });
  return new Markup(text);
}

function render(value: Piece): string {
  if (value === null || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escapeForHtml(value);
  return value.map(render).join('');
}

/** A sentence in which what stands between backticks, such as the field of a request, is code. */
export const withCode = (text: string): Markup =>
  html`${text.split(/`([^`]+)`/).map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part))}`;

/**
 * Data for the page's script, inside a script element that does not run: `<` cannot end it. Characters that turn the direction
 * of writing become U+FFFD here as in all other text.
 */
export function jsonBlock(className: string, data: unknown): Markup {
  const json = JSON.stringify(data)
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
    .replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return new Markup(`<script type="application/json" class="${className}">${json}</script>`);
}

/** A text as a script holds it. `<` cannot end the script, and no line ends inside the text. */
export const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[<\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** One part of the page, with a heading that the contents of a screen reader lists. */
export function section(id: string, title: Piece, lead: Piece, body: Piece): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${title}</h2>
    ${lead === null || lead === '' ? null : html`<p class="lead">${lead}</p>`} ${body}
  </section>`;
}
