/** Help of paper and live sessions, their journals, and the replay exchange. */
export const SESSION_HELP_IN_RUSSIAN: Readonly<Record<string, string>> = {
  'Serve recorded bars as an exchange on this machine, in Binance’s words: to rehearse what trades live':
    'Показать записанные свечи как биржу на этой машине, на языке Binance: чтобы отрепетировать торговлю',
  'bars: a file, or a stored series; may be repeated': 'свечи: файл или сохранённый ряд; можно повторять',
  'settled funding: a file, or a symbol whose funding is stored': 'фандинг: файл или символ, чей фандинг сохранён',
  'bars of the mark price; may be repeated': 'свечи цены маркировки; можно повторять',
  'tick, step and least value of orders (default: Binance’s)':
    'шаг цены, шаг количества и наименьшая стоимость ордеров (по умолчанию как у Binance)',
  'which markets are served': 'какие рынки',
  'where the replay begins; before it is history (default: a tenth in)':
    'где начинается повтор; раньше — история (по умолчанию после первой десятой)',
  'times faster than real time; 0: only when told to':
    'во сколько раз быстрее настоящего времени; 0 — только по команде',
  'port on 127.0.0.1; 0: any that is free': 'порт на 127.0.0.1; 0 — любой свободный',
  'quote currency on each market': 'валюта котировки на каждом рынке',
  'fraction of a fill’s value, e.g. 0.0002 (default: Binance’s)':
    'доля стоимости исполнения, например 0.0002 (по умолчанию как у Binance)',
  'likewise of takers': 'то же для тейкеров',
  'how much worse than the bar’s open takers fill': 'насколько хуже открытия свечи исполняются тейкеры',
  'refuse timestamps outside recvWindow at speeds above 1 too':
    'отклонять время вне recvWindow и при скорости больше 1',
  'what goes wrong, and when: a JSON list of faults': 'что и когда ломается: список сбоев в JSON',
  'Trade on paper, bar by bar, with a journal that a crash cannot hurt':
    'Торговать на бумаге, свеча за свечой, с журналом, которому сбой не вредит',
  'on generated bars, with the statistical baseline: no network, no keys, no model':
    'на сгенерированных свечах, со статистическим правилом: без сети, ключей и модели',
  'many sessions at once on the same bars: a YAML or JSON file that names their models, prompts, strategies and parameters; the sessions are named SESSION.MEMBER':
    'много сессий сразу на одних свечах: файл YAML или JSON с их моделями, промптами, стратегиями и параметрами; имена сессий — SESSION.MEMBER',
  'name of the session, which is its folder in user_data/sessions': 'имя сессии, оно же её папка в user_data/sessions',
  'live prices of this symbol, e.g. BTC/USDT; may be repeated: the session then trades all of them':
    'живые цены этого символа, например BTC/USDT; можно повторять: сессия торгует все',
  'length of their bars, 1m to 1d (default 1h)': 'длина свечей, от 1m до 1d (по умолчанию 1h)',
  'the exchange that they come from, as ccxt names it; no key is needed (default: the setting EXCHANGE, else binance)':
    'откуда они, имя биржи в ccxt; ключ не нужен (по умолчанию настройка EXCHANGE, иначе binance)',
  'bars that indicators see before the first decision (default: ten times the longest indicator, at least 500)':
    'сколько свечей видят индикаторы до первого решения (по умолчанию десять длин самого длинного, не меньше 500)',
  'what the model is shown beside bars and funding: all that a cycle asks, or some by name, e.g. rss,fear-greed (default: nothing)':
    'что показать модели кроме свечей и фандинга: всё, что спрашивает цикл (all), или по именам, например rss,fear-greed (по умолчанию ничего)',
  'how many times faster than the clock bars come (default: stored ones as fast as they can be traded); with --symbol: how much faster the clock of a replay exchange goes':
    'во сколько раз быстрее часов идут свечи (по умолчанию сохранённые — так быстро, как можно торговать); с --symbol: насколько быстрее идут часы биржи-повтора',
  'loss since the start of the UTC day from which on nothing is entered that day, e.g. 0.05':
    'потеря с начала дня UTC, после которой в этот день не входят, например 0.05',
  'entries and reversals per symbol and UTC day': 'входов и разворотов на символ за день UTC',
  'how long a position is held before the strategy may leave it':
    'сколько держать позицию, прежде чем стратегия может выйти',
  'hours of the UTC day in which positions may grow, e.g. 8-20 or 22-4':
    'часы дня UTC, в которые позиции могут расти, например 8-20 или 22-4',
  'age of a bar at its decision, in bars, from which on nothing is entered (default 2)':
    'возраст свечи при решении, в свечах, с которого не входят (по умолчанию 2)',
  'decisions in a row without an answer after which nothing is entered (default 3)':
    'решений подряд без ответа, после которых не входят (по умолчанию 3)',
  'a halt also closes what is held (default: it takes back what waits)':
    'остановка и закрывает позиции (по умолчанию только снимает ожидающее)',
  'append what the session does to this file, a line of JSON each (default: the setting LOG_FILE)':
    'дописывать дела сессии в этот файл строками JSON (по умолчанию настройка LOG_FILE)',
  'serve metrics for Prometheus at this port; 0: any that is free':
    'отдавать метрики Prometheus на этом порту; 0 — любой свободный',
  'at this address; whoever reaches it sees equity and positions (default: 127.0.0.1)':
    'на этом адресе; кто до него доберётся, видит счёт и позиции (по умолчанию 127.0.0.1)',
  'Trade at Binance: in its demo trading, on a replay exchange, or, where it is asked for, with real money':
    'Торговать на Binance: на демо-счёте, на бирже-повторе или, если об этом просят, на настоящие деньги',
  'what is traded, e.g. BTC/USDT; may be repeated: the session then trades all of them':
    'что торгуется, например BTC/USDT; можно повторять: сессия торгует все',
  'in a rehearsal: how many times faster the clock of the replay exchange goes':
    'в репетиции: во сколько раз быстрее идут часы биржи-повтора',
  'how far from the price the stop at the exchange rests where the strategy names none, e.g. 0.1':
    'как далеко от цены стоит стоп на бирже, если стратегия его не назвала, например 0.1',
  'take over the position that is there, and take back orders of others (default: refuse to begin)':
    'принять имеющуюся позицию и снять чужие ордера (по умолчанию не начинать)',
  'real money, together with --i-understand (default: demo trading)':
    'настоящие деньги, вместе с --i-understand (по умолчанию демо-счёт)',
  'that real money can be lost, all of it': 'что настоящие деньги можно потерять, все',
  'Trading sessions: list and show them, stop them, and the kill switch':
    'Торговые сессии: перечислить, показать, завершить; аварийная остановка',
  'List the sessions: what they trade, how they stand, what holds them back':
    'Перечислить сессии: что торгуют, как стоят, что их удерживает',
  'Show one session': 'Показать одну сессию',
  'name of the session': 'имя сессии',
  'Compare sessions: what they made, what their calls cost, how good their opinions were':
    'Сравнить сессии: сколько заработали, сколько стоили вызовы, насколько хороши мнения',
  'names of sessions, or of a league': 'имена сессий или лиги',
  'Ask a running session to end cleanly after the bar it is at': 'Попросить сессию завершиться после текущей свечи',
  'Kill switch: nothing more is sent, what waits is taken back; the session goes on watching':
    'Аварийная остановка: больше ничего не отправлять, ожидающее снять; сессия продолжает следить',
  'what the file says': 'что написать в файле',
  'name of the session; without one all of them': 'имя сессии; без него — все',
  'Take the kill switch back': 'Снять аварийную остановку',
  'name of the session; without one that of all': 'имя сессии; без него — снять общую',
  'Watch one session, or all: price, opinion, position, stop, next decision, budget, what went wrong':
    'Следить за одной сессией или за всеми: цена, мнение, позиция, стоп, следующее решение, бюджет, сбои',
  'show it once and end (default on a terminal: every second until Ctrl-C)':
    'показать один раз (по умолчанию в терминале каждую секунду до Ctrl-C)',
  'Set a session against the backtest of its own bars: what latency, slippage, data and the model came to':
    'Поставить сессию рядом с бэктестом её свечей: чего стоили задержка, проскальзывание, данные и модель',
  'where bars are that the session missed: a file, or a stored series such as BTCUSDT:1h; may be repeated':
    'где свечи, которые сессия пропустила: файл или сохранённый ряд, например BTCUSDT:1h; можно повторять',
  'The journal of a trading session, which holds everything that it did: check it, look at it, export it':
    'Журнал торговой сессии, где всё, что она делала: проверить, посмотреть, выгрузить',
  'Check every record of a journal: nothing changed, missing, moved or doubled':
    'Проверить каждую запись журнала: ничего не изменено, не пропало, не переставлено и не удвоено',
  'name of a session, its folder, or the file of its journal': 'имя сессии, её папка или файл журнала',
  'Show the last records of a journal': 'Показать последние записи журнала',
  'only records of these kinds': 'только записи этих видов',
  'the last so many': 'столько последних',
  'print a line of JSON a record': 'печатать по строке JSON на запись',
  'Write the records as lines of JSON, or as a table': 'Записать записи строками JSON или таблицей',
  'default: csv where FILE ends with .csv, else jsonl': 'по умолчанию csv, если FILE кончается на .csv, иначе jsonl',
  'trade as a stored run did, with everything it had: strategy, costs, limits, model, prompt, earned rule; on its bars, or with --symbol on live prices':
    'торговать так, как сохранённый бэктест, со всем, что в нём было: стратегия, издержки, лимиты, модель, промпт, правило заработанного; на его свечах, а с --symbol — по живым ценам',
  'send nothing: a paper account at real prices takes the orders, and no key is needed':
    'ничего не отправлять: ордера принимает бумажный счёт по настоящим ценам, ключ не нужен',
  'what orders of a dry run at the market fill by: bars (the last price, with slippage) or book (the order book of the moment, level by level)':
    'по чему исполняются рыночные ордера пробной сессии: bars (последняя цена с проскальзыванием) или book (стакан в этот момент, уровень за уровнем)',
  'show generated data, in a folder that goes when the command ends: your own is neither read nor written':
    'показать сгенерированные данные в папке, которая исчезнет вместе с командой: ваша не читается и не меняется',
};
