import type { CheckReport } from '../../contract/data-check.js';
import { utcText } from './data.js';
import { paragraph, plain, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';

type Severity = 'error' | 'warning' | 'note';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

function finding(severity: Severity, message: string, style: TerminalStyle): string {
  const { paint } = style;
  const marks = marksOf(style);
  const [mark, colour] = {
    error: [marks.fail, paint.red],
    warning: [marks.warn, paint.yellow],
    note: [marks.bullet, paint.dim],
  }[severity] as [string, (text: string) => string];
  return colour(paragraph(untrusted(style.asTyped(message)), style, `  ${mark} `));
}

function verdict({ counts, findings, ok }: CheckReport, style: TerminalStyle): string {
  const { say } = style;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return style.paint.green(say('Nothing odd.'));
  const kinds = Object.entries(counts)
    .map(([kind, count]) => `${kind.replace(/_/g, ' ')} ${count}`)
    .join(', ');
  const shown = findings.length < total ? say('; {n} of them are listed', { n: findings.length }) : '';
  const found = `${say('{n} {n:finding|findings}', { n: total })}: ${kinds}${shown}.`;
  if (!ok) return style.paint.red(paragraph(`${found} ${say('The bars cannot be used as they are.')}`, style));
  const harmless = findings.every(({ severity }) => severity === 'note');
  return harmless
    ? style.paint.green(paragraph(found, style))
    : style.paint.yellow(paragraph(`${found} ${say('The bars can be used.')}`, style));
}

/** Everything odd about one series, errors first, and whether it can be used. */
export function renderCheck(report: CheckReport, style: TerminalStyle): string {
  const { dot } = marksOf(style);
  const { say } = style;
  const span = say('{from} to {to} UTC', { from: utcText(report.from), to: utcText(report.to) });
  const title = `${style.paint.bold(untrusted(`${report.symbol} ${report.interval}`))}${dot}${say('{n} {n:bar|bars}', { n: report.rows })}${dot}${span}`;
  const files = report.files.map(({ file, rows, time_format }) =>
    plain(
      `  ${untrusted(file)}: ${say('{n} {n:row|rows}', { n: rows })}${time_format === null ? '' : say(', times in {format}', { format: time_format })}`,
      style,
    ),
  );
  const found = SEVERITIES.flatMap((severity) =>
    report.findings
      .filter((each) => each.severity === severity)
      .map(({ message }) => finding(severity, message, style)),
  );
  return sections([[title, ...files].join('\n'), found.join('\n'), verdict(report, style)]);
}
