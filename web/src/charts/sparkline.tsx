const WIDTH = 400;
const HEIGHT = 70;

/** Values of 0 … 1 in their order, with a line at one half. A single one is a dot. */
export function Sparkline({ values, label }: { readonly values: readonly number[]; readonly label: string }) {
  const x = (index: number): number => 8 + (values.length < 2 ? 0.5 : index / (values.length - 1)) * (WIDTH - 16);
  const y = (value: number): number => 6 + (1 - value) * (HEIGHT - 12);
  const last = values.length - 1;
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <line class="axis" x1="0" x2={WIDTH} y1={y(0.5)} y2={y(0.5)} stroke-dasharray="4 4" />
      <polyline class="line" points={values.map((value, index) => `${x(index)},${y(value)}`).join(' ')} />
      {last >= 0 && <circle cx={x(last)} cy={y(values[last]!)} r="4" fill="var(--accent)" />}
    </svg>
  );
}
