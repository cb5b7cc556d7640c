import { html, type Markup, type Piece } from '../markup.js';

export interface HtmlColumn {
  readonly title: Piece;
  /** Said where the title is short for something. */
  readonly about?: string;
  readonly kind?: 'number' | 'plot' | 'text';
}

/** The first cell of a row is its head. */
export type Row = readonly Piece[];

export interface DataTable {
  /** Read out by screen readers. */
  readonly caption: string;
  readonly columns: readonly HtmlColumn[];
  readonly rows: readonly Row[];
  /** Classes of rows, in their order. */
  readonly rowClasses?: readonly string[];
  readonly className?: string;
}

/**
 * A table that a phone shows as one card a row, each value below its name: what does not fit side by side is still whole.
 * Titles of the columns stand in `data-label` for that.
 */
export function dataTable({ caption, columns, rows, rowClasses = [], className = '' }: DataTable): Markup {
  const [first, ...rest] = columns;
  return html`<table class="data ${className}" role="table">
    <caption class="sr">
      ${caption}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${[first!, ...rest].map(
          ({ title, about, kind = 'text' }) =>
            html`<th
              scope="col"
              role="columnheader"
              class="${kind}"
              ${about === undefined ? null : html`title="${about}"`}
            >
              ${title}
            </th>`,
        )}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        ([head, ...cells], i) =>
          html`<tr role="row" class="${rowClasses[i] ?? ''}">
            <th scope="row" role="rowheader">${head!}</th>
            ${cells.map((cell, k) => {
              const { title, kind = 'text' } = rest[k]!;
              const label = typeof title === 'string' ? title : '';
              return html`<td role="cell" class="${kind}" data-label="${label}">${cell}</td>`;
            })}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
