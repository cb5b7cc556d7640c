import type { Language } from '../catalogue.js';

/** What each strategy that ships does, by the line of its listing. The pages say it, too. */
export const terminalStrategiesRu = {
  'buys once and holds': 'покупает один раз и держит',
  'long while a fast moving average is above a slow one': 'лонг, пока быстрое среднее выше медленного',
  'buys what has fallen fast, leaves when it is back': 'покупает то, что быстро упало, и выходит, когда вернулось',
  'follows breakouts of the highest high and lowest low':
    'следует за пробоями наибольшего максимума и наименьшего минимума',
  'always long, the larger the calmer the market': 'всегда лонг, тем больше, чем спокойнее рынок',
  'trades the regime model’s opinion alone': 'торгует только по мнению модели режима',
  'another strategy, its size scaled by the regime': 'другая стратегия, размер которой умножается на режим',
};

const russian: Readonly<Record<string, string>> = terminalStrategiesRu;

/** The line of a strategy in a language; that of a user's own strategy as it is. */
export const strategySummaryIn = (summary: string, language: Language): string =>
  language === 'ru' && Object.hasOwn(russian, summary) ? russian[summary]! : summary;
