const WIDTH = 400;
const HEIGHT = 70;

export interface SparkPoint {
  readonly value: number;
  /** What came of it, where that is known. */
  readonly mark: 'hit' | 'miss' | null;
}

/** Values of 0 … 1 in their order, with a line at one half. What was right is a disc, what was wrong a cross, what is open nothing. */
export function Sparkline({ points, label }: { readonly points: readonly SparkPoint[]; readonly label: string }) {
  const x = (index: number): number => 8 + (points.length < 2 ? 0.5 : index / (points.length - 1)) * (WIDTH - 16);
  const y = (value: number): number => 6 + (1 - value) * (HEIGHT - 12);
  const last = points.length - 1;
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <line class="axis" x1="0" x2={WIDTH} y1={y(0.5)} y2={y(0.5)} stroke-dasharray="4 4" />
      <polyline class="line" points={points.map(({ value }, index) => `${x(index)},${y(value)}`).join(' ')} />
      {points.map(({ value, mark }, index) => {
        const [left, top] = [x(index), y(value)];
        if (mark === 'hit') return <circle key={index} cx={left} cy={top} r="3.5" fill="var(--up)" />;
        if (mark === null) return null;
        const cross = `M${left - 3.5} ${top - 3.5}l7 7m0 -7l-7 7`;
        return <path key={index} d={cross} stroke="var(--down)" stroke-width="2.5" fill="none" />;
      })}
      {last >= 0 && points[last]!.mark === null && (
        <circle cx={x(last)} cy={y(points[last]!.value)} r="4" fill="var(--accent)" />
      )}
    </svg>
  );
}
