import type { RepeatReport } from '../../contract/backtest.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import type { Say } from '../language/say.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { renderTable } from './table.js';

const codeText = ({ version, commit, node }: RepeatReport['code']['now'], say: Say): string =>
  commit === null
    ? say('version {version}, Node {node}', { version, node })
    : say('version {version}, commit {commit}, Node {node}', { version, commit: commit.slice(0, 12), node });

const valueText = (value: unknown, say: Say): string =>
  value === undefined ? say('absent') : untrusted(JSON.stringify(value)).slice(0, 40);

/** Whether a run came out as it was recorded, and where not. */
export function renderRepeat(view: RepeatReport, style: TerminalStyle): string {
  const { paint, say } = style;
  const { ok, fail } = marksOf(style);
  const sameCode = JSON.stringify(view.code.recorded) === JSON.stringify(view.code.now);
  const verdict = view.identical
    ? paint.green(
        paragraph(
          say('Run {id} came out bit for bit as recorded ({n} {n:input|inputs} unchanged; SHA-256 {hash}…).', {
            id: view.id,
            n: view.inputs,
            hash: view.recorded_sha256.slice(0, 16),
          }),
          style,
          `${ok} `,
        ),
      )
    : paint.red(
        paragraph(
          say('Run {id} came out otherwise, from {n} {n:input|inputs} that did not change.', {
            id: view.id,
            n: view.inputs,
          }),
          style,
          `${fail} `,
        ),
      );
  const code = sameCode
    ? null
    : paragraph(
        say('Recorded with {before}; repeated with {now}.', {
          before: codeText(view.code.recorded, say),
          now: codeText(view.code.now, say),
        }),
        style,
      );
  const columns = [{ title: say('value') }, { title: say('recorded') }, { title: say('repeated') }];
  const rows = view.differences.map(({ path, recorded, repeated }) => [
    untrusted(path),
    valueText(recorded, say),
    valueText(repeated, say),
  ]);
  const table =
    rows.length === 0 ? null : `${heading(say('The first differences'), style)}\n${renderTable(columns, rows, style)}`;
  return sections([verdict, code, table]);
}
