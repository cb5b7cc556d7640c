/** English texts of backtests, data and settings; `ru-backtests.ts` has the same keys. */
export const enBacktests = {
  'chart.controls': 'Move and zoom the chart',
  'chart.earlier': 'Earlier',
  'chart.later': 'Later',
  'chart.closer': 'Closer',
  'chart.wider': 'Wider',
  'chart.whole': 'Everything',
  'run.source.bars': 'Drawn from the bars of the run, wicks included.',
  'run.source.closes': 'Drawn from closes alone, without wicks: the bars of the run are no longer there as they were.',
  'run.trades.undrawn': '{n} trades are too many to draw at once: come closer to see them.',
} as const;
