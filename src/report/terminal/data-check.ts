import { counted, utcText } from './data.js';
import { paragraph, plain, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { decimals } from '../shared/numbers.js';
import type { TerminalStyle } from './style.js';

type Severity = 'error' | 'warning' | 'note';

export interface CheckReportView {
  readonly symbol: string;
  readonly interval: string;
  readonly rows: number;
  readonly from: number;
  readonly to: number;
  readonly files: readonly { readonly file: string; readonly rows: number; readonly time_format: string | null }[];
  readonly counts: Readonly<Partial<Record<string, number>>>;
  readonly findings: readonly { readonly kind: string; readonly severity: Severity; readonly message: string }[];
  readonly ok: boolean;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

function finding(severity: Severity, message: string, style: TerminalStyle): string {
  const { paint } = style;
  const marks = marksOf(style);
  const [mark, colour] = {
    error: [marks.fail, paint.red],
    warning: [marks.warn, paint.yellow],
    note: [marks.bullet, paint.dim],
  }[severity] as [string, (text: string) => string];
  return colour(paragraph(untrusted(message), style, `  ${mark} `));
}

function verdict({ counts, findings, ok }: CheckReportView, style: TerminalStyle): string {
  const total = Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);
  if (total === 0) return style.paint.green('Nothing odd.');
  const kinds = Object.entries(counts)
    .map(([kind, count]) => `${kind.replace(/_/g, ' ')} ${count ?? 0}`)
    .join(', ');
  const shown = findings.length < total ? `; ${decimals(findings.length, 0)} of them are listed` : '';
  const found = `${counted(total, 'finding')}: ${kinds}${shown}.`;
  if (!ok) return style.paint.red(paragraph(`${found} The bars cannot be used as they are.`, style));
  const harmless = findings.every(({ severity }) => severity === 'note');
  return harmless
    ? style.paint.green(paragraph(found, style))
    : style.paint.yellow(paragraph(`${found} The bars can be used.`, style));
}

/** Everything odd about one series, errors first, and whether it can be used. */
export function renderCheck(report: CheckReportView, style: TerminalStyle): string {
  const { dot } = marksOf(style);
  const span = `${utcText(report.from)} to ${utcText(report.to)} UTC`;
  const title = `${style.paint.bold(untrusted(`${report.symbol} ${report.interval}`))}${dot}${counted(report.rows, 'bar')}${dot}${span}`;
  const files = report.files.map(({ file, rows, time_format }) =>
    plain(
      `  ${untrusted(file)}: ${counted(rows, 'row')}${time_format === null ? '' : `, times in ${time_format}`}`,
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
