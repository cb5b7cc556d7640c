import type { Text } from './catalogue.js';
import type { enBacktests } from './en-backtests.js';

/** Russian texts of backtests, data and settings. */
export const ruBacktests: Readonly<Record<keyof typeof enBacktests, Text>> = {
  'chart.controls': 'Сдвиг и масштаб графика',
  'chart.earlier': 'Раньше',
  'chart.later': 'Позже',
  'chart.closer': 'Ближе',
  'chart.wider': 'Дальше',
  'chart.whole': 'Всё',
  'run.source.bars': 'Нарисовано по свечам бэктеста, с тенями.',
  'run.source.closes': 'Нарисовано только по ценам закрытия, без теней: свечей этого бэктеста в прежнем виде уже нет.',
  'run.trades.undrawn': 'Сделок слишком много, чтобы нарисовать все ({n}): приблизьте, чтобы увидеть их.',
};
