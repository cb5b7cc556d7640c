import { heading, paragraph, sections, untrusted } from './layout.js';
import { counted } from './data.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { renderTable } from './table.js';

interface CodeVersion {
  readonly version: string;
  readonly commit: string | null;
  readonly node: string;
}

/** What the report of a repetition shows. */
export interface RepeatView {
  readonly id: string;
  readonly identical: boolean;
  readonly recorded_sha256: string;
  readonly repeated_sha256: string;
  readonly code: { readonly recorded: CodeVersion; readonly now: CodeVersion };
  readonly inputs: number;
  readonly differences: readonly { readonly path: string; readonly recorded: unknown; readonly repeated: unknown }[];
}

const codeText = ({ version, commit, node }: CodeVersion): string =>
  `version ${version}${commit === null ? '' : `, commit ${commit.slice(0, 12)}`}, Node ${node}`;

const valueText = (value: unknown): string =>
  value === undefined ? 'absent' : untrusted(JSON.stringify(value)).slice(0, 40);

/** Whether a run came out as it was recorded, and where not. */
export function renderRepeat(view: RepeatView, style: TerminalStyle): string {
  const { paint } = style;
  const { ok, fail } = marksOf(style);
  const inputs = counted(view.inputs, 'input');
  const sameCode = JSON.stringify(view.code.recorded) === JSON.stringify(view.code.now);
  const verdict = view.identical
    ? paint.green(
        paragraph(
          `Run ${view.id} came out bit for bit as recorded (${inputs} unchanged; SHA-256 ${view.recorded_sha256.slice(0, 16)}…).`,
          style,
          `${ok} `,
        ),
      )
    : paint.red(paragraph(`Run ${view.id} came out otherwise, from ${inputs} that did not change.`, style, `${fail} `));
  const code = sameCode
    ? null
    : paragraph(`Recorded with ${codeText(view.code.recorded)}; repeated with ${codeText(view.code.now)}.`, style);
  const columns = [{ title: 'value' }, { title: 'recorded' }, { title: 'repeated' }];
  const rows = view.differences.map(({ path, recorded, repeated }) => [
    untrusted(path),
    valueText(recorded),
    valueText(repeated),
  ]);
  const table =
    rows.length === 0 ? null : `${heading('The first differences', style)}\n${renderTable(columns, rows, style)}`;
  return sections([verdict, code, table]);
}
