/** Help of the commands around a cycle, its model and the installation; and of options that many commands have. */
export const EVERYDAY_HELP_IN_RUSSIAN: Readonly<Record<string, string>> = {
  'Judges the regime of a crypto market with a language model and sizes positions under hard limits.':
    'Оценивает режим крипторынка языковой моделью и задаёт размеры позиций в жёстких пределах.',
  'print the version': 'показать версию',
  'show the help of a command': 'показать справку о команде',
  'show this help': 'показать эту справку',
  'The whole way on generated demo data with the statistical baseline: no network, no keys, no model':
    'Весь путь на сгенерированных данных со статистическим правилом: без сети, ключей и модели',
  'Which model answers: provider/name, with provider ollama, openai, azure, anthropic or google; a bare name means ollama/name. "baseline" is the embedded statistical rule, baseline/NAME another: constant, climatology, momentum, logistic, hmm-2, hmm-3, hmm-4. Several joined by + are one ensemble, N* before a member asks it N times.':
    'Какая модель отвечает: поставщик/имя, поставщик — ollama, openai, azure, anthropic или google; имя без поставщика означает ollama/имя. "baseline" — встроенное статистическое правило, baseline/ИМЯ — другое: constant, climatology, momentum, logistic, hmm-2, hmm-3, hmm-4. Несколько через + — один ансамбль, N* перед участником спрашивает его N раз.',
  'What is judged and sized: a pair against a USD currency.': 'Что оценивают и покупают: пара к долларовой валюте.',
  'print one JSON document': 'напечатать один документ JSON',
  'read settings from this file instead of llm-trading.yaml': 'читать настройки из этого файла вместо llm-trading.yaml',
  'The whole way once: market, snapshot, prompt, model, regime, position size, recommendation':
    'Весь путь один раз: рынок, снимок, промпт, модель, режим, размер позиции, рекомендация',
  'the market as it is now, from the real sources': 'рынок, какой он сейчас, из настоящих источников',
  'a snapshot or cycle saved before; - reads stdin': 'сохранённый раньше снимок или цикл; - читает stdin',
  'only fields that history can supply, as a measured prompt has them; with "news" headlines too':
    'только поля, которые даёт история, как в измеренном промпте; с "news" — и заголовки',
  'the generated demo market, no network (the default)': 'сгенерированный рынок, без сети (по умолчанию)',
  'How far ahead the regime is judged, in hours.': 'На сколько часов вперёд оценивается режим.',
  'Where the market part comes from: "binance" (its public APIs), or the ccxt id of another exchange.':
    'Откуда рынок: "binance" (её открытые API) или имя другой биржи в ccxt.',
  'Which prompt the model is asked with: regime-2-compact (short), regime-2 (full) and the older regime-1 ship, others are files in the folder prompts of the user data folder; id@hash insists on exactly that content.':
    'Каким промптом спрашивают модель: в поставке regime-2-compact (короткий), regime-2 (полный) и прежний regime-1, другие — файлы в папке prompts данных пользователя; имя@хеш требует именно этого содержания.',
  'Sampling temperature; 0 asks for the most likely answer. With "none" nothing is sent, for models that take no temperature and sample at 1.':
    'Температура; 0 просит самый вероятный ответ. С "none" не посылается ничего: для моделей, которые её не принимают и отвечают при 1.',
  'How the members of an ensemble count: "equal", or "fitted" to those past decisions whose outcome was known.':
    'Как считаются участники ансамбля: "equal" — поровну, "fitted" — по прошлым решениям с известным исходом.',
  'write every model call to the ledger, and pay for none that is there already (the default)':
    'писать каждый вызов модели в журнал вызовов и не платить за те, что уже там (по умолчанию)',
  'take the answers from the ledger of recorded model calls, and ask no server':
    'брать ответы из журнала вызовов и не спрашивать серверы',
  'several pairs at once, such as BTCUSDT,ETHUSDT,SOLUSDT: one collection, one table, one total exposure':
    'несколько пар сразу, например BTCUSDT,ETHUSDT,SOLUSDT: один сбор, одна таблица, один общий итог',
  'base size of both sides, as a fraction of equity': 'базовый размер обеих сторон, доля счёта',
  'Size of a long position at multiplier 1, as a fraction of equity.': 'Размер лонга при множителе 1, доля счёта.',
  'Size of a short position at multiplier 1, as a fraction of equity.': 'Размер шорта при множителе 1, доля счёта.',
  'The largest multiplier, whatever the model says; 0 holds nothing.':
    'Наибольший множитель, что бы ни сказала модель; 0 не держит ничего.',
  'How an opinion becomes a multiplier: "balanced" weighs probabilities and scores, "convex" leans in hard on a confident view.':
    'Как мнение становится множителем: "balanced" взвешивает вероятности и оценки, "convex" сильнее доверяет уверенному мнению.',
  'read the probabilities as a stored evaluation says they should be read: platt, isotonic, beta, an evaluation id, or ID:KIND':
    'читать вероятности так, как велит сохранённая оценка: platt, isotonic, beta, её имя или ИМЯ:ВИД',
  'trade only what measured skill has earned, by an evaluation (default: the latest that fits)':
    'торговать лишь то, что заработано измеренным качеством, по оценке (по умолчанию последняя подходящая)',
  'write the result as JSON (default user_data/runs/<id>/cycle.json)':
    'записать результат как JSON (по умолчанию user_data/runs/<id>/cycle.json)',
  'Collect a market snapshot and show every field with its age':
    'Собрать снимок рынка и показать каждое поле с возрастом',
  'as it could be known then, from the stored observations':
    'каким он мог быть известен тогда, по сохранённым наблюдениям',
  'also write it to this file as JSON': 'записать его и в этот файл как JSON',
  'Print the two prompts a model would get for a snapshot; or work with prompt files':
    'Показать два промпта, которые получила бы модель; или работа с файлами промптов',
  'List the prompts: the one that ships, and your own': 'Перечислить промпты: из поставки и ваши',
  'Print a prompt as it is written': 'Показать промпт, как он написан',
  'default: the chosen one': 'по умолчанию выбранный',
  'Show what two prompts say differently': 'Показать, чем различаются два промпта',
  'Write a prompt to begin with: a copy of another one, dated today':
    'Написать промпт для начала: копию другого с сегодняшней датой',
  'whose words it begins with': 'с чьих слов он начинается',
  'small letters, digits and hyphens, e.g. regime-mine-1': 'строчные буквы, цифры и дефисы, например regime-mine-1',
  'Make the prompts of chosen dates from recorded data; with --model, ask for its answers':
    'Составить промпты выбранных дат по записанным данным; с --model — спросить ответы',
  'e.g. 2022-06-13,2022-11-09 (UTC), separated by commas': 'например 2022-06-13,2022-11-09 (UTC), через запятую',
  'bars, as for a backtest; may be repeated': 'свечи, как для бэктеста; можно повторять',
  'settled funding; may be repeated': 'фандинг; можно повторять',
  'what was known then beside the bars: a JSONL file, or "store"':
    'что было известно кроме свечей: файл JSONL или "store"',
  'Turn a regime into a position size. What the regime leaves out counts as neutral.':
    'Превратить режим в размер позиции. Чего в режиме нет, считается нейтральным.',
  'JSON of a regime, or a saved cycle.json; - reads stdin': 'JSON режима или сохранённый cycle.json; - читает stdin',
  'which side position_size is for': 'для какой стороны position_size',
  'List the strategies, or write one of your own': 'Перечислить стратегии или написать свою',
  'List the strategies that ship, with their parameters': 'Перечислить стратегии из поставки с параметрами',
  'Write a strategy to begin with: a class, its test, and how to run it':
    'Написать стратегию для начала: класс, его тест и как её запустить',
  'in JavaScript instead of TypeScript': 'на JavaScript вместо TypeScript',
  'where it gets a folder of its own (default: strategies in the user data folder)':
    'где ей сделать свою папку (по умолчанию strategies в папке данных пользователя)',
  'small letters, digits and hyphens, e.g. my-idea': 'строчные буквы, цифры и дефисы, например my-idea',
  'Open the dashboard in a browser: what is believed and why, how good it has been, what is held; and stop it':
    'Открыть панель в браузере: во что верит система и почему, насколько была права, что держит; и остановить её',
  'The address at which the dashboard listens. One that other machines reach needs a token file.':
    'Адрес, на котором слушает панель. Доступному с других машин нужен файл токена.',
  'Its port; 0: any that is free.': 'Её порт; 0 — любой свободный.',
  'A file with the token that requests have to carry; made for its owner alone where it is missing.':
    'Файл с токеном, который нужен запросам; если его нет, создаётся только для владельца.',
  'a name beside those of this machine by which it is reached; may be repeated':
    'имя, по которому её открывают, кроме имён этой машины; можно повторять',
  'The recorded model calls: look at them, move them, count their cost':
    'Записанные вызовы моделей: посмотреть, перенести, посчитать стоимость',
  'List recorded model calls, newest first': 'Перечислить записанные вызовы, новые сначала',
  'only calls to this provider/name': 'только вызовы этого поставщика/имени',
  'recorded at or after, e.g. 2026-01-31 (UTC)': 'записанные с этого времени, например 2026-01-31 (UTC)',
  'recorded before': 'записанные раньше',
  'how the call ended': 'чем кончился вызов',
  'which masking of the snapshot: none, without-news': 'какое скрытие снимка: none, without-news',
  'somewhere in the prompts or the answer': 'где-нибудь в промптах или ответе',
  'the newest so many': 'столько последних',
  'Show one call: prompts, answer, and what the parser makes of it':
    'Показать один вызов: промпты, ответ и как он понят',
  'its key, or how it begins': 'его ключ или начало ключа',
  'Calls, tokens and costs by day and model': 'Вызовы, токены и стоимость по дням и моделям',
  'Write every call as a line of JSON, to be imported elsewhere':
    'Записать каждый вызов строкой JSON, чтобы загрузить в другом месте',
  'default: stdout': 'по умолчанию stdout',
  'Take the calls of an export into the ledger; calls that are there stay as they are':
    'Загрузить выгруженные вызовы в журнал; имеющиеся остаются как есть',
  'Delete recorded calls; without --yes only say which would go':
    'Удалить записанные вызовы; без --yes только сказать какие',
  'recorded before, e.g. 2026-01-31 (UTC)': 'записанные раньше, например 2026-01-31 (UTC)',
  'only calls whose question was answered again later': 'только вызовы, на вопрос которых потом ответили снова',
  'really delete them': 'действительно удалить',
  'List the models of the configured servers, and talk to some of them':
    'Перечислить модели настроенных серверов и поговорить с некоторыми',
  'only this one, configured or not': 'только этот, настроен он или нет',
  'ask each of these one short question (it may have to be loaded); without names the chosen model, "all" for every one':
    'задать каждой короткий вопрос (её может понадобиться загрузить); без имён — выбранной, "all" — каждой',
  'with --probe: ask each of them the question of a decision as often, and tell how many answers are valid and how fast they come':
    'с --probe: задать каждой столько раз вопрос решения и сказать, сколько ответов годны и как быстро они приходят',
  'of the questions of --probe': 'вопросов --probe',
  'Check this machine, the settings, every source, the models and the clocks, and say how to repair what is wrong':
    'Проверить машину, настройки, источники, модели и часы и сказать, как исправить неладное',
  'leave out whatever needs a network': 'пропустить всё, чему нужна сеть',
  'Check that Ollama is there, has the model and answers it: a short question, and its answer':
    'Проверить, что Ollama есть, в ней есть модель и она отвечает: короткий вопрос и ответ',
  'Show the settings, write a settings file, print its schema':
    'Показать настройки, написать их файл, показать его схему',
  'List every setting with its value and where it came from; secrets show only that they are there':
    'Перечислить настройки со значением и откуда оно; о секретах — только то, что они есть',
  'Write a commented llm-trading.yaml into the working directory':
    'Записать llm-trading.yaml с пояснениями в рабочую папку',
  'replace the file that is there': 'заменить имеющийся файл',
  'Print the JSON Schema of llm-trading.yaml': 'Показать JSON Schema файла llm-trading.yaml',
  'Print every environment variable, explained: the text of .env.example':
    'Показать все переменные окружения с пояснениями: текст .env.example',
  'Print a script that completes llm-trading in your shell':
    'Показать скрипт автодополнения llm-trading для вашей оболочки',
  'which shell': 'какая оболочка',
};
