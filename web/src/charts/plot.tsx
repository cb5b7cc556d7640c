import { useEffect, useRef } from 'preact/hooks';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { colour, THEME_CHANGED } from '../theme.js';

export interface PlotLine {
  readonly label: string;
  /** A colour of the style sheet. */
  readonly colour: string;
  readonly values: readonly (number | null)[];
}

const MS = 1_000;

/**
 * Lines over time; what is dragged over is looked at closer, a double click shows all again.
 * @param times UTC ms, ascending
 * @param says the text of the picture
 */
export function Plot({
  times,
  lines,
  height = 220,
  format,
  says,
}: {
  readonly times: readonly number[];
  readonly lines: readonly PlotLine[];
  readonly height?: number;
  readonly format: (value: number | null) => string;
  readonly says: string;
}) {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = holder.current!;
    const draw = (): UPlot =>
      new UPlot(
        {
          width: element.clientWidth,
          height,
          tzDate: (seconds) => UPlot.tzDate(new Date(seconds * MS), 'UTC'),
          series: [
            {},
            ...lines.map((line) => ({
              label: line.label,
              stroke: colour(line.colour),
              width: 1.5,
              points: { show: false },
              value: (_: UPlot, value: number | null) => format(value),
            })),
          ],
          axes: [
            { stroke: colour('soft'), grid: { stroke: colour('edge') }, ticks: { stroke: colour('edge') } },
            {
              stroke: colour('soft'),
              grid: { stroke: colour('edge') },
              ticks: { stroke: colour('edge') },
              size: 70,
              values: (_: UPlot, ticks: number[]) => ticks.map(format),
            },
          ],
        },
        [times.map((time) => time / MS), ...lines.map(({ values }) => [...values])],
        element,
      );
    let plot = draw();
    const resized = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    const recolour = (): void => {
      plot.destroy();
      plot = draw();
    };
    addEventListener(THEME_CHANGED, recolour);
    return () => {
      removeEventListener(THEME_CHANGED, recolour);
      resized.disconnect();
      plot.destroy();
    };
  }, [times, lines, height, format]);
  return <div class="plot" role="img" aria-label={says} ref={holder} />;
}
