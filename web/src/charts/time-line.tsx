import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useWords } from '../language/use-language.js';
import { timeTicks } from './time-ticks.js';
import { colour, useThemeRound } from '../theme.js';

const MS = 1_000;

/** A long series over time. `label` says what a screen reader is told in its place; `share`: its values are fractions. */
export default function TimeLine({
  time,
  value,
  label,
  share = false,
}: {
  readonly time: readonly number[];
  readonly value: readonly number[];
  readonly label: string;
  readonly share?: boolean;
}) {
  const place = useRef<HTMLDivElement>(null);
  const { language, number, percent } = useWords();
  const round = useThemeRound();
  useEffect(() => {
    const element = place.current!;
    const axis = {
      stroke: colour('quiet'),
      grid: { stroke: colour('line'), width: 1 },
      ticks: { stroke: colour('line') },
    };
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height: 220,
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * MS), 'UTC'),
        legend: { show: false },
        axes: [
          { ...axis, values: (_, ticks, _axis, _space, step) => timeTicks(ticks, step, language) },
          { ...axis, size: 70, values: (_, ticks) => ticks.map((tick) => (share ? percent(tick) : number(tick))) },
        ],
        series: [{}, { stroke: colour('accent'), width: 2, points: { show: time.length < 2 } }],
      },
      [time.map((each) => each / MS), [...value]],
      element,
    );
    const sizes = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: 220 }));
    sizes.observe(element);
    return () => {
      sizes.disconnect();
      chart.destroy();
    };
  }, [time, value, language, share, round]);
  return <div class="canvas" ref={place} role="img" aria-label={label} />;
}
