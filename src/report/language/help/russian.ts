import { BACKTEST_HELP_IN_RUSSIAN } from './backtests.js';
import { DATA_HELP_IN_RUSSIAN } from './data.js';
import { EVERYDAY_HELP_IN_RUSSIAN } from './everyday.js';
import { remarksInRussian } from './remarks.js';
import { SESSION_HELP_IN_RUSSIAN } from './sessions.js';

/** Descriptions of commands, arguments and options, by their English. Loaded only by who speaks it. */
export const HELP_IN_RUSSIAN: Readonly<Record<string, string>> = {
  ...EVERYDAY_HELP_IN_RUSSIAN,
  ...DATA_HELP_IN_RUSSIAN,
  ...BACKTEST_HELP_IN_RUSSIAN,
  ...SESSION_HELP_IN_RUSSIAN,
};

/** What a setting has when nobody sets it; its description ends with it. */
const DEFAULT = / \(default ([^()]*)\)$/;

/** A description in Russian; as it is where it is not known. */
export function helpInRussian(english: string): string {
  const known = HELP_IN_RUSSIAN[english];
  if (known !== undefined) return known;
  const bare = HELP_IN_RUSSIAN[english.replace(DEFAULT, '')];
  return bare === undefined ? english : `${bare} (по умолчанию ${DEFAULT.exec(english)![1]!})`;
}

/** What stands below the help of the program. */
export const EXAMPLES_IN_RUSSIAN = `
Примеры:
  llm-trading demo                              весь цикл на сгенерированных данных, без сети
  llm-trading cycle --real-data                 рынок, какой он сейчас, по мнению настроенной модели
  llm-trading cycle --real-data --model llama3.2
  llm-trading size --regime regime.json --side long --json
  llm-trading doctor                            проверить всё и сказать, как исправить

Коды возврата: 0 готово, 1 ошибка программы, 2 неверный ввод или настройки, 3 снаружи не пришло ничего годного,
4 отклонено пределом, 130 прервано.
Настройки: --config FILE или llm-trading.yaml, .env и окружение; их перечисляет "llm-trading config show".
`;

const HEADINGS: Readonly<Record<string, string>> = {
  'Usage:': 'Вызов:',
  'Arguments:': 'Аргументы:',
  'Options:': 'Параметры:',
  'Commands:': 'Команды:',
  'Examples:': 'Примеры:',
};

/** The headings of a help text, what stands beside an option, and the remarks below them. */
export const helpFrameInRussian = (text: string): string =>
  remarksInRussian(text)
    .replace(/^(?:Usage|Arguments|Options|Commands|Examples):/gm, (heading) => HEADINGS[heading]!)
    .replace(/\(default: /g, '(по умолчанию: ')
    .replace(/\((choices|по умолчанию: [^()]*, choices): /g, (found) => found.replace('choices', 'значения'));
