import type { Phrasebook } from './patterns.js';

/** What is said of the command line. */
export const CLI_IN_RUSSIAN: Phrasebook = {
  'an amount such as 10000': 'сумма, например 10000',
  'a fraction such as 0.001': 'доля, например 0.001',
  'a fraction such as 0.0002': 'доля, например 0.0002',
  'a fraction such as 0.0005': 'доля, например 0.0005',
  'a number of basis points such as 1': 'число базисных пунктов, например 1',
  'a factor such as 1': 'множитель, например 1',
  'a whole number such as 20': 'целое число, например 20',
  'a number of basis points such as 1000': 'число базисных пунктов, например 1000',
  'a number of milliseconds such as 500': 'число миллисекунд, например 500',
  'a number such as 2': 'число, например 2',
  'a share such as 0.1': 'доля, например 0.1',
  'a fraction such as 0.02': 'доля, например 0.02',
  'a fraction such as 0.05': 'доля, например 0.05',
  'a number such as 0.5': 'число, например 0.5',
  'a number such as 0.7': 'число, например 0.7',
  'a whole number such as 500': 'целое число, например 500',
  'a number such as 0.25': 'число, например 0.25',
  'a fraction such as 0.3': 'доля, например 0.3',
  'a number such as 1000': 'число, например 1000',
  '{1} is already there and was left as it is: use --force to replace it.':
    '{1} уже есть и оставлен как был: чтобы заменить его, добавьте --force.',
  'a number from -14 to 14': 'число от -14 до 14',
  'It is not said from when on: give --from 2024-01-01, or --days 30.':
    'Не сказано, с какого времени: укажите --from 2024-01-01 или --days 30.',
  '--market is about an exchange: give --exchange as well, or leave it out.':
    '--market относится к бирже: укажите и --exchange или уберите его.',
  '"{1}" names no stored series: write it like BTCUSDT:1m; "llm-trading data list" shows them.':
    '"{1}" — не сохранённый ряд: пишите, например, BTCUSDT:1m; ряды показывает "llm-trading data list".',
  'a number of hours such as 24': 'число часов, например 24',
  'an amount in USD from 0 on, such as 5': 'сумма в долларах не меньше 0, например 5',
  'a number of days such as 30': 'число дней, например 30',
  'a chance such as 0.05': 'вероятность, например 0.05',
  '--data is missing: name a file of bars or a stored series such as BTCUSDT:1h.':
    'Не хватает --data: назовите файл свечей или сохранённый ряд, например BTCUSDT:1h.',
  '--hypothesis is missing: say in words what you expect to be found.':
    'Не хватает --hypothesis: скажите словами, что вы ожидаете обнаружить.',
  '--register asks nothing': '--register ничего не спрашивает',
  'a registration has fixed it': 'это уже зафиксировано',
  '{1} cannot be given here: {2}.': '{1} здесь указать нельзя: {2}.',
  '--register makes a registration and --registered reports on one: give one of them.':
    '--register фиксирует тест, а --registered отчитывается о нём: укажите одно из двух.',
  '{1} belongs to --register.': '{1} относится к --register.',
  '--kind is "{1}", and the journal has no such record: it has {2}.':
    '--kind — это "{1}", а таких записей в журнале нет: есть {2}.',
  'a fraction from 0.000001 to 0.99, such as 0.1': 'доля от 0.000001 до 0.99, например 0.1',
  'Real money takes both --live and --i-understand; demo trading takes neither.':
    'Для настоящих денег нужны и --live, и --i-understand; для демо-торговли не нужно ни то, ни другое.',
  'A live session needs a --symbol, e.g. BTC/USDT.': 'Сессии live нужен --symbol, например BTC/USDT.',
  '--probe needs a name, since no model is configured: name one, or "all".':
    '--probe нужно имя, так как модель не настроена: назовите её или "all".',
  '--questions needs --probe, which says whom to ask.': '--questions нужен --probe, который говорит, кого спрашивать.',
  '--series names "{1}", which there is not: there are {2}.': '--series называет "{1}", а такого нет: есть {2}.',
  'Member {1}: {2}': 'Участник {1}: {2}',
  'it must be two different hours of the UTC day, e.g. 8-20 or 22-4':
    'нужны два разных часа суток по UTC, например 8-20 или 22-4',
  'a fraction above 0 and up to 1, such as 0.05': 'доля больше 0 и не больше 1, например 0.05',
  'hours above 0, such as 6': 'число часов больше 0, например 6',
  'a number of bars above 0, such as 2': 'число свечей больше 0, например 2',
  '--metrics-host says where metrics are served: give --metrics-port, too.':
    '--metrics-host говорит, где отдаются метрики: укажите и --metrics-port.',
  'a number above 0, such as 1000': 'число больше 0, например 1000',
  '{1} is about live prices: name their --symbol, e.g. BTC/USDT.':
    '{1} относится к живым ценам: назовите символ через --symbol, например BTC/USDT.',
  '--sources names nothing: write all, or names such as rss,fear-greed.':
    '--sources ничего не называет: напишите all или имена, например rss,fear-greed.',
  'a number from {1} to {2}': 'число от {1} до {2}',
  'it must be a time such as 2024-03-01T13:00Z': 'нужно время, например 2024-03-01T13:00Z',
  'write it like 30d, 12h or 2w': 'пишите, например, 30d, 12h или 2w',
  'The session could not be started.': 'Сессию не удалось запустить.',
  'llm_output in {1} (--regime) is not a regime: it must be a JSON object.':
    'llm_output в {1} (--regime) — не режим: нужен объект JSON.',
  '--regime is missing: name a file with the regime as JSON, or - for stdin.':
    'Не хватает --regime: назовите файл с режимом в JSON или - для stdin.',
  '--to lies in the future: nothing is known of it yet.': '--to в будущем: о нём ещё ничего не известно.',
  "llm.model is {1}, which is not Ollama's: name one of its models with --model, e.g. --model llama3.2.":
    'llm.model — {1}, а это не Ollama: назовите одну из её моделей через --model, например --model llama3.2.',
  '{1} Nobody is at the terminal to say so: add --yes.':
    '{1} У терминала нет никого, кто мог бы подтвердить: добавьте --yes.',
  'is a folder': '— папка',
  'may not be read': '— читать нельзя',
  '{1} - reads stdin, but nothing is piped into it: name a file instead.':
    '{1} - читает stdin, но туда ничего не подаётся: назовите вместо этого файл.',
  'line {1}, column {2}': 'строка {1}, столбец {2}',
  'stdin ({1} -)': 'stdin ({1} -)',
  'is empty: it must hold one JSON object.': '— пусто: здесь должен быть один объект JSON.',
  'is not valid JSON at {1}: correct it there.': '— недопустимый JSON, {1}: исправьте его там.',
  'holds {1}: it must hold one JSON object.': 'содержит {1}, а должен быть один объект JSON.',
  'a list': 'список',
  '{1} is {2}: {3}.': '{1} — {2}: {3}.',
  'it must be {1}': 'нужно {1}',
  'a whole number from {1} {2}': 'целое число от {1} {2}',
  'to {1}': 'до {1}',
  '{1} ({2}) cannot be written: {3}.': '{1} ({2}) записать нельзя: {3}.',
  'there is no folder {1}; create it or choose another': 'нет папки {1}; создайте её или выберите другую',
  '{1} is a file and no folder; choose another': '{1} — файл, а не папка; выберите другую',
  'it is a folder; name a file inside it': 'это папка; назовите файл в ней',
  '--map has "{1}": it must be COLUMN=FIELD, several separated by commas.':
    '--map содержит "{1}", а нужно СТОЛБЕЦ=ПОЛЕ, несколько через запятую.',
  'history cannot supply it (--historical-fields-only)': 'история его не даёт (--historical-fields-only)',
  '{1} (--snapshot) is not a market snapshot, {2}: {3}; make one with "llm-trading snapshot --out FILE".':
    '{1} (--snapshot) — не снимок рынка, {2}: {3}; снимок делает "llm-trading snapshot --out FILE".',
  'caused by {1}: {2}': 'причина — {1}: {2}',
  'The output': 'Вывод',
  'The error output': 'Вывод ошибок',
  'llm-trading needs Node {1} or newer; this is {2}. Install a newer one from https://nodejs.org.':
    'llm-trading нужен Node {1} или новее, а это {2}. Установите более новый с https://nodejs.org.',
  'The session did not start: {1}': 'Сессия не началась: {1}',
  'its process ended with {1}.': 'её процесс завершился с кодом {1}.',
};
