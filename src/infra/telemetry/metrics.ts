/** What a series is: a `gauge` goes up and down, a `counter` only up. */
export interface MetricFamily {
  /** By the rules of Prometheus: small letters and `_`, the unit last. */
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
}

export type MetricLabels = Readonly<Record<string, string>>;

/** Numbers by family and labels, in the text format of Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export class MetricRegistry {
  private readonly families = new Map<string, MetricFamily>();
  private readonly values = new Map<string, Map<string, number>>();

  set(family: MetricFamily, labels: MetricLabels, value: number): void {
    this.seriesOf(family).set(labelText(labels), value);
  }

  add(family: MetricFamily, labels: MetricLabels, amount = 1): void {
    const series = this.seriesOf(family);
    const key = labelText(labels);
    series.set(key, (series.get(key) ?? 0) + amount);
  }

  text(): string {
    const lines = [...this.families.values()].flatMap(({ name, type, help }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...[...this.values.get(name)!].map(([labels, value]) => `${name}${labels} ${numberText(value)}`),
    ]);
    return `${lines.join('\n')}\n`;
  }

  private seriesOf(family: MetricFamily): Map<string, number> {
    const { name } = family;
    this.families.set(name, family);
    const series = this.values.get(name) ?? new Map<string, number>();
    this.values.set(name, series);
    return series;
  }
}

const labelText = (labels: MetricLabels): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
};

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const numberText = (value: number): string =>
  value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value);
