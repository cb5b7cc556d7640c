import { html, type Markup, type Piece } from '../markup.js';

/** One part of the page, with a heading that the contents of a screen reader lists. */
export function section(id: string, title: Piece, lead: Piece, body: Piece): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${title}</h2>
    ${lead === null || lead === '' ? null : html`<p class="lead">${lead}</p>`} ${body}
  </section>`;
}
