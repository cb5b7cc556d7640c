/** Help of the commands for stored bars, observations and snapshots. */
export const DATA_HELP_IN_RUSSIAN: Readonly<Record<string, string>> = {
  'Bars for backtests: download, import, list, check, resample':
    'Свечи для бэктестов: загрузить, прочитать из файла, перечислить, проверить, укрупнить',
  'Download bars or funding into the local store: from data.binance.vision, or any ccxt exchange':
    'Загрузить свечи или фандинг в хранилище: с data.binance.vision или любой биржи ccxt',
  'length of a bar': 'длина свечи',
  'first open time, e.g. 2024-01-01, 2024-06 or 2024-01-01T12:00Z':
    'первое время открытия, например 2024-01-01, 2024-06 или 2024-01-01T12:00Z',
  'end, not included (default: now)': 'конец, не включается (по умолчанию сейчас)',
  '--from and --to in one: 20240101-20240601, 20240101- or -20240601':
    '--from и --to сразу: 20240101-20240601, 20240101- или -20240601',
  'the last N days, up to --to, instead of --from': 'последние N дней до --to вместо --from',
  'spot, or USD-margined futures (default: spot; um for mark and funding)':
    'спот или фьючерсы в USD (по умолчанию spot; um для mark и funding)',
  'traded bars, bars of the mark price, or settled funding': 'свечи сделок, свечи цены маркировки или фандинг',
  'binance takes the archive with its checksums, any other is a ccxt id':
    'binance — архив с контрольными суммами, остальное — имя биржи в ccxt',
  'ask again for files that are stored: the archive corrects some later':
    'спросить сохранённые файлы заново: архив некоторые потом исправляет',
  'take these files of the archive without their checksum, e.g. BTCUSDT-1h-2023-02.zip':
    'взять эти файлы архива без контрольной суммы, например BTCUSDT-1h-2023-02.zip',
  'e.g. BTCUSDT; for a ccxt exchange also its own name, e.g. BTC/USDT:USDT':
    'например BTCUSDT; для биржи ccxt и её имя, например BTC/USDT:USDT',
  'Read files of bars (CSV in any dialect, JSON, Parquet; gz, zip) into the local store':
    'Прочитать файлы свечей (любой CSV, JSON, Parquet; gz, zip) в хранилище',
  'which column is which field: Datum=time,Volume BTC=volume': 'какой столбец какое поле: Datum=time,Volume BTC=volume',
  'order of day, month and year, e.g. D-M-YYYY or MM/DD/YYYY':
    'порядок дня, месяца и года, например D-M-YYYY или MM/DD/YYYY',
  'zone of times without one, e.g. +3 or America/New_York (default UTC)':
    'пояс времени, где он не указан, например +3 или America/New_York (по умолчанию UTC)',
  "symbol of the bars (default: the pair in the file's name)": 'символ свечей (по умолчанию пара из имени файла)',
  'length of a bar, e.g. 1h (default: the most frequent step)':
    'длина свечи, например 1h (по умолчанию самый частый шаг)',
  'unit of Unix times (default: by magnitude)': 'единица времени Unix (по умолчанию по величине)',
  'how far times without a zone are ahead of UTC, e.g. 3 (default 0)':
    'на сколько часов время без пояса впереди UTC, например 3 (по умолчанию 0)',
  'lines to pass over before the header (default 0)': 'сколько строк пропустить до заголовка (по умолчанию 0)',
  'under which source they are stored': 'под каким источником их сохранить',
  'drop and count wrong rows instead of refusing the file':
    'отбросить и сосчитать неверные строки, а не отказываться от файла',
  'which bar stands where a stored and a new one differ (default: refuse)':
    'какая свеча остаётся, если сохранённая и новая различаются (по умолчанию отказ)',
  'List the stored bars and funding': 'Перечислить сохранённые свечи и фандинг',
  'Show everything odd about bars: gaps, duplicates, outages, wrong rows':
    'Показать всё странное в свечах: пропуски, повторы, перерывы, неверные строки',
  'files, or stored series such as BTCUSDT:1h': 'файлы или сохранённые ряды, например BTCUSDT:1h',
  'Make coarser bars of a stored series': 'Сделать более крупные свечи сохранённого ряда',
  'length of the new bars, e.g. 4h': 'длина новых свечей, например 4h',
  'write them to this file (.csv or .parquet) instead of the store':
    'записать их в этот файл (.csv или .parquet), а не в хранилище',
  'e.g. BTCUSDT:1m, or binance-um/BTCUSDT:1m': 'например BTCUSDT:1m или binance-um/BTCUSDT:1m',
  'Write the generated demo market as CSV files, to try a backtest without any download':
    'Записать сгенерированный рынок в файлы CSV, чтобы попробовать бэктест без загрузок',
  'folder for the files; made where it is missing': 'папка для файлов; создаётся, если её нет',
  'days of hourly bars, up to 2025-01-15 12:00 UTC': 'сколько дней часовых свечей, до 2025-01-15 12:00 UTC',
  'List the pairs of the local store, or with --exchange those that an exchange trades':
    'Перечислить пары хранилища или, с --exchange, пары биржи',
  'ask this exchange: binance, or a ccxt id': 'спросить эту биржу: binance или имя в ccxt',
  'of an exchange: only spot, or only perpetuals': 'у биржи: только спот или только бессрочные контракты',
  'only against this currency, e.g. USDT': 'только к этой валюте, например USDT',
  'List the exchanges whose bars can be fetched, and what each has; asks none of them':
    'Перечислить биржи, с которых можно загрузить свечи, и что на них есть; не спрашивая их',
  'also those that cannot be fetched, and why': 'и те, с которых загрузить нельзя, и почему',
  'List the lengths of bars that an exchange has; asks nobody': 'Перечислить длины свечей биржи; никого не спрашивая',
  'binance, or a ccxt id (default: that of the settings)': 'binance или имя в ccxt (по умолчанию из настроек)',
  'History for measurement: every value with the moment it speaks of and the moment it could be known':
    'История для измерений: каждое значение с моментом, о котором оно, и моментом, когда его можно было узнать',
  'Fetch the past of the sources into the store, each value with the moment it could be known':
    'Загрузить прошлое источников в хранилище, каждое значение с моментом, когда его можно было узнать',
  'binance-spot, binance-futures, coinmetrics, blockchain-com, defillama, fear-greed, stored (bars and funding of "data"), or all':
    'binance-spot, binance-futures, coinmetrics, blockchain-com, defillama, fear-greed, stored (свечи и фандинг из "data") или all',
  'the same as --base-asset': 'то же, что --base-asset',
  'first moment, e.g. 2022-01-01 or 2022-01-01T12:00Z': 'первый момент, например 2022-01-01 или 2022-01-01T12:00Z',
  'ask also for what was asked for before: revised series get new versions':
    'спросить и то, что уже спрашивали: у пересмотренных рядов появятся новые версии',
  'Read a CSV, JSON or JSONL file into the store: all of it or nothing':
    'Прочитать файл CSV, JSON или JSONL в хранилище: целиком или никак',
  'which column is which field: published=time,headline=title':
    'какой столбец какое поле: published=time,headline=title',
  'what the file holds': 'что в файле',
  'the asset it is about (default: as the file says, else BASE_ASSET)':
    'о каком он активе (по умолчанию как в файле, иначе BASE_ASSET)',
  'under which source the rows are stored': 'под каким источником сохранить строки',
  'how far times without a zone are ahead of UTC, e.g. +3 (default 0)':
    'на сколько часов время без пояса впереди UTC, например +3 (по умолчанию 0)',
  'between the columns of a CSV file (default: told from its header)':
    'между столбцами CSV (по умолчанию по заголовку)',
  'when this copy was made; its revisable series are known from then on':
    'когда сделана эта копия; с этого времени известны ряды, которые пересматривают',
  'List what is stored: rows, versions, range, gaps': 'Перечислить сохранённое: строки, версии, период, пропуски',
  'only these, separated by commas': 'только эти, через запятую',
  'only these, separated by commas; * is the whole market': 'только эти, через запятую; * — весь рынок',
  'end, not included': 'конец, не включается',
  'Write stored observations as JSONL, every version': 'Записать сохранённые наблюдения как JSONL, все версии',
  'into this file (default: stdout)': 'в этот файл (по умолчанию stdout)',
  'Read every stored row and say what is damaged': 'Прочитать каждую сохранённую строку и сказать, что повреждено',
  'Show when the values of each source can be known, and why':
    'Показать, когда можно узнать значения каждого источника и почему',
  'Snapshots of the past: build them from stored observations, export archived ones':
    'Снимки прошлого: построить по сохранённым наблюдениям, выгрузить сохранённые',
  'Build snapshots at even steps, each from what could be known then':
    'Построить снимки через равные шаги, каждый из того, что можно было знать тогда',
  'step between them, e.g. 1h or 1d': 'шаг между ними, например 1h или 1d',
  'also write them to this file, one JSON document a line': 'записать их и в этот файл, по документу JSON на строку',
  'only fields that history can supply, the same for all; with "news" headlines too':
    'только поля, которые даёт история, одни и те же для всех; с "news" — и заголовки',
  'Write archived snapshots as JSONL: those collected live, those built, or both':
    'Записать сохранённые снимки как JSONL: собранные вживую, построенные или все',
  'where they came from': 'откуда они',
  'only of this pair': 'только этой пары',
};
