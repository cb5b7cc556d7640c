import { heading, padEnd, paragraph, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { reasonText } from './remarks.js';

export interface CheckView {
  readonly group: string;
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail' | 'skip';
  readonly message: string;
  readonly remedy: string | null;
}

export interface DoctorView {
  readonly checks: readonly CheckView[];
  readonly counts: { readonly ok: number; readonly warn: number; readonly fail: number; readonly skip: number };
}

const GROUPS: Readonly<Record<string, string>> = {
  machine: 'This machine',
  configuration: 'Configuration',
  sources: 'Sources',
  models: 'Models',
  clock: 'Clocks',
};

function line(check: CheckView, nameWidth: number, style: TerminalStyle): string {
  const { paint } = style;
  const marks = marksOf(style);
  const mark = {
    ok: paint.green(padEnd(marks.ok, 2)),
    warn: paint.yellow(padEnd(marks.warn, 2)),
    fail: paint.red(padEnd(marks.fail, 2)),
    skip: paint.dim(padEnd(marks.dash, 2)),
  }[check.status];
  const first = `  ${mark}${padEnd(untrusted(check.name), nameWidth)}  `;
  const said = paragraph(reasonText(check.message, check.name), style, first);
  if (check.remedy === null) return said;
  const remedy = paragraph(untrusted(check.remedy), style, `    ${' '.repeat(nameWidth)}  ${marks.arrow} `);
  return `${said}\n${paint.bold(remedy)}`;
}

/** The doctor's findings by group, and one sentence that sums them up. */
export function renderDoctor(view: DoctorView, style: TerminalStyle): string {
  const { paint } = style;
  const nameWidth = Math.min(26, Math.max(...view.checks.map((check) => check.name.length)));
  const groups = Object.entries(GROUPS).map(([group, title]) => {
    const checks = view.checks.filter((check) => check.group === group);
    if (checks.length === 0) return null;
    return [heading(title, style), ...checks.map((check) => line(check, nameWidth, style))].join('\n');
  });
  const { ok, warn, fail, skip } = view.counts;
  const counts = `${ok} fine, ${warn} ${warn === 1 ? 'warning' : 'warnings'}, ${fail} ${fail === 1 ? 'failure' : 'failures'}.`;
  const verdict =
    fail > 0
      ? paint.red(`${counts} What failed has to be repaired first.`)
      : warn > 0
        ? paint.yellow(`${counts} It works; what is optional and missing is left out.`)
        : paint.green(`${counts} ${skip > 0 ? 'What was looked at works.' : 'Everything works.'}`);
  return sections([...groups, verdict]);
}
