import type { Check, DoctorReport } from '../../contract/doctor.js';
import type { TerminalWord } from '../language/say.js';
import { heading, padEnd, paragraph, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { reasonText } from './remarks.js';

const GROUPS: Readonly<Record<string, TerminalWord>> = {
  machine: 'This machine',
  configuration: 'Configuration',
  sources: 'Sources',
  models: 'Models',
  clock: 'Clocks',
};

function line(check: Check, nameWidth: number, style: TerminalStyle): string {
  const { paint } = style;
  const marks = marksOf(style);
  const mark = {
    ok: paint.green(padEnd(marks.ok, 2)),
    warn: paint.yellow(padEnd(marks.warn, 2)),
    fail: paint.red(padEnd(marks.fail, 2)),
    skip: paint.dim(padEnd(marks.dash, 2)),
  }[check.status];
  const first = `  ${mark}${padEnd(untrusted(style.word(check.name)), nameWidth)}  `;
  const said = paragraph(reasonText(style.asTyped(check.message), check.name), style, first);
  if (check.remedy === null) return said;
  const remedy = paragraph(
    untrusted(style.asTyped(check.remedy)),
    style,
    `    ${' '.repeat(nameWidth)}  ${marks.arrow} `,
  );
  return `${said}\n${paint.bold(remedy)}`;
}

/** The doctor's findings by group, and one sentence that sums them up. */
export function renderDoctor(view: DoctorReport, style: TerminalStyle): string {
  const { paint, say } = style;
  const nameWidth = Math.min(26, Math.max(...view.checks.map((check) => style.word(check.name).length)));
  const groups = Object.entries(GROUPS).map(([group, title]) => {
    const checks = view.checks.filter((check) => check.group === group);
    if (checks.length === 0) return null;
    return [heading(say(title), style), ...checks.map((check) => line(check, nameWidth, style))].join('\n');
  });
  const { ok, warn, fail, skip } = view.counts;
  const counts = say('{ok} fine, {warn} {warn:warning|warnings}, {fail} {fail:failure|failures}.', { ok, warn, fail });
  const verdict =
    fail > 0
      ? paint.red(`${counts} ${say('What failed has to be repaired first.')}`)
      : warn > 0
        ? paint.yellow(`${counts} ${say('It works; what is optional and missing is left out.')}`)
        : paint.green(`${counts} ${skip > 0 ? say('What was looked at works.') : say('Everything works.')}`);
  return sections([...groups, verdict]);
}
