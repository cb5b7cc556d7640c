import type { Phrasebook } from './patterns.js';

/** What is said of a line as it was typed: by the parser of the command line, and of words that another program has. */
export const COMMAND_LINE_IN_RUSSIAN: Phrasebook = {
  "missing required argument '{1}'": "не хватает аргумента '{1}'",
  "option '{1}' argument missing": "после '{1}' не хватает значения",
  "required option '{1}' not specified": "не указан обязательный параметр '{1}'",
  "unknown option '{1}'{2}": "неизвестный параметр '{1}'{2}",
  "unknown command '{1}'{2}": "неизвестная команда '{1}'{2}",
  'too many arguments{1}. Expected {2} argument{3} but got {4}.':
    'слишком много аргументов{1}. Ожидалось аргументов: {2}, получено: {4}.',
  "option '{1}' argument '{2}' is invalid.": "недопустимое значение '{2}' параметра '{1}'.",
  "option '{1}' value '{2}' from env '{3}' is invalid.":
    "недопустимое значение '{2}' параметра '{1}' из переменной окружения '{3}'.",
  "command-argument value '{1}' is invalid for argument '{2}'.": "недопустимое значение '{1}' аргумента '{2}'.",
  '{1} cannot be used with {2}': 'нельзя указать вместе: {1} и {2}',
  "environment variable '{1}'": "переменная окружения '{1}'",
  "option '{1}'": "параметр '{1}'",
  " for '{1}'": " команды '{1}'",
  'Allowed choices are {1}.': 'Допустимы: {1}.',
  '(Did you mean {1}?)': '(Может быть, {1}?)',
  '(Did you mean one of {1}?)': '(Может быть, одно из {1}?)',
  '(llm-trading {1}--help shows what there is)': '(llm-trading {1}--help показывает, что есть)',

  'Here that is {1}.': 'Здесь это {1}.',
  '"llm-trading runs list" and "llm-trading runs show"': '"llm-trading runs list" и "llm-trading runs show"',
  '"llm-trading compare", and the report.html of a run': '"llm-trading compare" и report.html бэктеста',
  '"llm-trading data import" reads CSV, Parquet and JSON': '"llm-trading data import": она читает CSV, Parquet и JSON',
  '"llm-trading lookahead" finds what depends on later bars; indicators are unknown until they are warm':
    '"llm-trading lookahead": она находит, что зависит от более поздних свечей; пока индикатору не хватает свечей, его значение неизвестно',
  'the report.html of a run, which shows candles and trades': 'report.html бэктеста, где видны свечи и сделки',
  'the report.html of a run, and "llm-trading compare" for several':
    'report.html бэктеста, а для нескольких — "llm-trading compare"',
  'nothing yet: "llm-trading backtest --param" tries one set, and "llm-trading trials" counts the tries':
    'пока ничто: "llm-trading backtest --param" пробует один набор, а "llm-trading trials" считает попытки',
  'the report.html of a run; --csv writes its trades as a table':
    'report.html бэктеста; --csv записывает его сделки таблицей',
  'nothing to do: user_data is made where it is missing, and USER_DATA_DIR names another place':
    'не нужно: user_data создаётся сама, а другое место называет USER_DATA_DIR',
  '"llm-trading paper" for a dry run, then "llm-trading live"':
    '"llm-trading paper" для пробной торговли, затем "llm-trading live"',
  '--slippage-bps, 1 is 0.01 %': '--slippage-bps, 1 — это 0.01 %',
  '--interval for "data", a stored series such as BTCUSDT:1h for "backtest --data"':
    '--interval для "data", сохранённый ряд, например BTCUSDT:1h, для "backtest --data"',
  'the pair itself, e.g. "llm-trading data fetch BTCUSDT"; --data for a backtest':
    'сама пара, например "llm-trading data fetch BTCUSDT"; для бэктеста — --data',
  'the setting USER_DATA_DIR': 'настройка USER_DATA_DIR',
  '--param size=0.5, or size in a rules file: a fraction of equity':
    '--param size=0.5 или size в файле правил: доля счёта',
  'the size of each position, a fraction of equity; --leverage bounds their sum':
    'размер каждой позиции, доля счёта; сумму ограничивает --leverage',
  'one "llm-trading backtest" for each, then "llm-trading compare"':
    '"llm-trading backtest" для каждой, затем "llm-trading compare"',
  '--strategy with a file': '--strategy с файлом',
  'nothing to set: every run writes its trades and series':
    'настраивать нечего: каждый бэктест записывает сделки и ряды',

  'bug in llm-trading: {1}': 'ошибка в самой программе llm-trading: {1}',
};
