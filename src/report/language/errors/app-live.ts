import type { Phrasebook } from './patterns.js';

/** What is said of sessions, leagues and the doctor. */
export const APP_LIVE_IN_RUSSIAN: Phrasebook = {
  '{1} ms': '{1} мс',
  '{1} min': '{1} мин',
  'set the clock of this machine by NTP (timedatectl set-ntp true)':
    'настройте часы машины по NTP (timedatectl set-ntp true)',
  'agrees with this machine to within {1}.': 'расходится с этой машиной не больше чем на {1}.',
  'every setting has its default.': 'у всех настроек значения по умолчанию.',
  '{1} setting is set ({2}), all valid.': 'задано настроек: {1} ({2}), значение верное.',
  '{1} settings are set ({2}), all valid.': 'задано настроек: {1} ({2}), все значения верные.',
  'correct the name, or remove the line': 'исправьте имя или удалите строку',
  'write it as http://host:port': 'пишите так: http://хост:порт',
  'https through {1}': 'https через {1}',
  'http through {1}': 'http через {1}',
  '{1}; straight to {2}.': '{1}; напрямую: {2}.',
  'correct it; "llm-trading config show" lists the settings':
    'исправьте это; "llm-trading config show" перечисляет настройки',
  'none is set, and none is needed ({1}).': 'не задан ни один, и ни один не нужен ({1}).',
  '{1} is set and well-formed': '{1} задан, вид правильный',
  '{1} are set and well-formed': '{1} заданы, вид правильный',
  '{1}; not set: {2}.': '{1}; не задано: {2}.',
  'none of the sources is reached: this machine seems offline.':
    'ни один источник не отвечает: похоже, машина не в сети.',
  'check the network connection, and HTTPS_PROXY where one is needed; "{1}" works without':
    'проверьте сеть и HTTPS_PROXY, если он нужен; "{1}" работает и без сети',
  'sources, model servers and clocks were left out ({1}).': 'источники, серверы моделей и часы пропущены ({1}).',
  'sources and model servers wait until the settings are valid.':
    'источники и серверы моделей ждут, пока настройки не станут верными.',
  '{1} is recent enough ({2}).': '{1} достаточно новый ({2}).',
  'install it from https://nodejs.org': 'установите его с https://nodejs.org',
  '{1} GB': '{1} ГБ',
  '{1} MB': '{1} МБ',
  'choose another folder with USER_DATA_DIR, or change its permissions':
    'выберите другую папку через USER_DATA_DIR или измените права на неё',
  '{1} is writable, {2} are free.': '{1}: запись возможна, свободно {2}.',
  'free some space, or choose another disk with USER_DATA_DIR':
    'освободите место или выберите другой диск через USER_DATA_DIR',
  'is there and will answer.': 'есть и ответит.',
  'run "ollama pull {1}", or ': 'выполните "ollama pull {1}" или ',
  'did you mean {1}? Set LLM_MODEL': 'может быть, {1}? Задайте LLM_MODEL',
  '{1}name another with LLM_MODEL': '{1}назовите другую через LLM_MODEL',
  'did you mean {1}? {2}set LLM_MODEL': 'может быть, {1}? {2}задайте LLM_MODEL',
  '{1} model': 'моделей: {1}',
  '{1} models': 'моделей: {1}',
  'start the server, or name another model with LLM_MODEL':
    'запустите сервер или назовите другую модель через LLM_MODEL',
  'no model server is configured: the statistical baseline answers.':
    'сервер моделей не настроен: отвечает статистическое правило.',
  '{1} An Ollama server with {2} models runs at {3}; OLLAMA_BASE_URL={4} puts it to use.':
    '{1} Сервер Ollama ({2} моделей) работает на {3}; OLLAMA_BASE_URL={4} включает его.',
  '{1} OLLAMA_BASE_URL or LLM_MODEL names one.': '{1} Его задаёт OLLAMA_BASE_URL или LLM_MODEL.',
  '{1} is chosen; it was not asked ({2}).': 'выбрана {1}; её не спрашивали ({2}).',
  'could be delivered.': 'доставка возможна.',
  'correct {1}, or check the network': 'исправьте {1} или проверьте сеть',
  'it {1}': 'он {1}',
  '{1} is not installed (optional): {2}.': '{1} не установлен (необязательный): {2}.',
  '{1} {2} is installed: {3}.': '{1} {2} установлен: {3}.',
  '{1} is {2}, tested is {3}: {4}.': '{1} версии {2}, проверена {3}: {4}.',
  'install again: npm ci in a clone, npm install with the package file elsewhere':
    'установите заново: npm ci в копии репозитория, в других местах npm install с файлом пакета',
  '{1} is not installed.': '{1} не установлен.',
  '{1} are not installed.': '{1} не установлены.',
  'all {1} are installed in the tested versions.': 'все {1} установлены в проверенных версиях.',
  'libsql loads and answers (SQLite {1}).': 'libsql загружается и отвечает (SQLite {1}).',
  '{1}; without optional packages left out': '{1}; необязательные пакеты пропущены',
  'answer tokens {1} ({2})': 'токенов на ответ {1} ({2})',
  'no temperature': 'без температуры',
  'temperature {1}': 'температура {1}',
  'answer form {1} (default)': 'форма ответа {1} (по умолчанию)',
  'check the connection, and the address in {1}': 'проверьте соединение и адрес в {1}',
  'answers in {1}.': 'отвечает за {1}.',
  'sign in to the network, or correct {1}': 'войдите в сеть или исправьте {1}',
  '{1} Its mirror answers and is used.': '{1} Его зеркало отвечает, спрашивается оно.',
  'none is needed, or set BINANCE_BASE_URL to the mirror':
    'ничего делать не нужно; можно задать в BINANCE_BASE_URL зеркало',
  '{1}; {2} or EXCHANGE takes the market from another exchange': '{1}; {2} или EXCHANGE берёт рынок с другой биржи',
  'check the symbol, or choose another exchange with EXCHANGE':
    'проверьте символ или выберите другую биржу через EXCHANGE',
  'choose an exchange id that ccxt knows with EXCHANGE': 'выберите через EXCHANGE имя биржи, которое знает ccxt',
  'correct SOURCE_ADDRESSES': 'исправьте SOURCE_ADDRESSES',
  '{1} is {2}: live prices come in bars of 1m to 1d.': '{1}: указано {2}, а живые цены приходят свечами от 1m до 1d.',
  'choose an interval from 1m to 1d, such as 1h': 'выберите интервал от 1m до 1d, например 1h',
  "This machine's clock is {1} s ahead of that of {2} ({3} here, {4} there); at most {5} s are allowed.":
    'Часы этой машины спешат на {1} с относительно часов {2} (здесь {3}, там {4}); допускается не больше {5} с.',
  "This machine's clock is {1} s behind that of {2} ({3} here, {4} there); at most {5} s are allowed.":
    'Часы этой машины отстают на {1} с от часов {2} (здесь {3}, там {4}); допускается не больше {5} с.',
  'set the clock, e.g. with an NTP service (timedatectl set-ntp true); for a rehearsal on past prices give {1}':
    'поставьте часы, например службой NTP (timedatectl set-ntp true); для репетиции на прошлых ценах укажите {1}',
  'The model gave no opinion: {1}': 'Модель не высказала мнения: {1}',
  'It was decided {1} bars after the close.': 'Решение принято спустя свечей после закрытия: {1}.',
  'The model was not asked: the bar was too old.': 'Модель не спрашивали: свеча была слишком старой.',
  '{1} filled at {2}, where the backtest has {3}: {4} bps.': '{1} исполнен по {2}, а в бэктесте по {3}: {4} bps.',
  'Session {1} has not traded a bar yet: there is nothing to explain.':
    'Сессия {1} не отторговала ещё ни одной свечи: объяснять нечего.',
  'look again after its first bar': 'посмотрите снова после первой свечи',
  'Session {1} trades {2} bars of {3}, and these are {4} bars of {5}.':
    'Сессия {1} торгует свечами {2} символа {3}, а это свечи {4} символа {5}.',
  'name bars of its symbols in its interval': 'назовите свечи её символов с её интервалом',
  'Session {1} is named twice: name each once.': 'Сессия {1} названа дважды: назовите каждую один раз.',
  '{1} is not the file of a league ({2}): write "members:" with a list of { name, strategy, params, model, prompt }, of which only the name is needed.':
    '{1} — не файл лиги ({2}): напишите "members:" и список { name, strategy, params, model, prompt }, где обязательно только name.',
  'it is not there': 'такого файла нет',
  'Members of a league are judged by what their bars and funding say: sources are for a session of its own.':
    'Участников лиги судят по тому, что говорят их свечи и фандинг: источники бывают у отдельной сессии.',
  '{1} is for rehearsals: leave it out, or set EXCHANGE_BASE_URL to a replay exchange on this machine.':
    '{1} нужен для репетиций: уберите его или укажите в EXCHANGE_BASE_URL биржу-повтор на этой машине.',
  'An exchange fills its orders itself: leave {1} out, or make it a dry run.':
    'Биржа исполняет свои ордера сама: уберите {1} или сделайте сессию пробной.',
  'A live session trades spot or perp: margin accounts are not served.':
    'Сессия live торгует spot или perp: маржинальные счета не поддерживаются.',
  'A live session trades at binance, not at {1}.': 'Сессия live торгует на binance, а не на {1}.',
  'leverage is {1}: the exchange takes whole numbers.': 'leverage — {1}: биржа принимает целые числа.',
  'A live session needs a key of Binance and its secret.': 'Сессии live нужны ключ Binance и его секрет.',
  'Session {1} was begun with other settings ({2}): start it as it was begun, or give the new settings another session name.':
    'Сессия {1} начата с другими настройками ({2}): запустите её так же, как начали, или дайте новым настройкам другое имя сессии.',
  'speed is {1}: it must be a number above 0.': 'speed — {1}, а нужно число больше 0.',
  '"{1}" cannot be the name of a session: letters, digits and . - _, at most 64, beginning with a letter or a digit, and not {2}.':
    '"{1}" не может быть именем сессии: нужны буквы, цифры и . - _, не больше 64 знаков, первым буква или цифра, и не {2}.',
  '{1} is not the document of a session: it was damaged, or changed by hand.':
    '{1} — не документ сессии: он повреждён или изменён вручную.',
  'put it back from a copy, or begin a session under another name':
    'верните его из копии или начните сессию под другим именем',
  'Nothing can be written to the log {1}: {2}.': 'В лог {1} нельзя писать: {2}.',
  'name a file in a folder that is there and may be written to':
    'назовите файл в существующей папке, куда можно писать',
  'There is no session "{1}"{2}.': 'Нет сессии "{1}"{2}.',
  ': none has been started': ': ни одна ещё не запущена',
  '; there are {1}': '; есть {1}',
  'start one with llm-trading paper': 'начните её: llm-trading paper',
  'leave {1} out': 'уберите {1}',
  '{1} asks no model, so that nobody would look at what sources say.':
    '{1} не спрашивает модель: смотреть, что говорят источники, было бы некому.',
  'Sources tell of today, and a rehearsal plays the past.':
    'Источники говорят о сегодняшнем дне, а репетиция воспроизводит прошлое.',
  'There is no source "{1}": it must be all, or some of {2}.': 'Нет источника "{1}": нужно all или некоторые из {2}.',
  'A session on live prices shows its model what comes of its bars, and no recorded observations: leave {1} out.':
    'Сессия на живых ценах показывает модели то, что следует из её свечей, а не записанные наблюдения: уберите {1}.',
  'A session has no intervals: leave {1} out.': 'У сессии нет интервалов: уберите {1}.',
  '{1} does not tell {2}: {3}': '{1} не сообщает {2}: {3}',
  '{1} answers again.': '{1} снова отвечает.',
  'answers, with {1}{2}.': 'отвечает, {1}{2}.',
  '{1} {2} instead of {3}': '{1} {2} вместо {3}',
  'nothing is sent': 'ничего не отправляется',
  'thinking {1} ({2}), effort {3} ({4}): {5}': 'размышление {1} ({2}), усилие {3} ({4}): {5}',
  'context as the server has it (default)': 'контекст как у сервера (по умолчанию)',
  'context {1} tokens ({2})': 'контекст {1} токенов ({2})',
  'time-out {1} s (LLM_TIMEOUT_MS)': 'срок {1} с (LLM_TIMEOUT_MS)',
  'time-out {1} s, more where the server is found to be slow (default)':
    'срок {1} с, для медленного сервера больше (по умолчанию)',
  'no proxy': 'без прокси',
  'through the proxy {1}': 'через прокси {1}',
  nothing: 'ничего',
  'this machine is {1} behind.': 'эта машина отстаёт на {1}.',
  'this machine is {1} ahead.': 'эта машина спешит на {1}.',
  '{1} is too old, {2} is needed.': '{1} слишком старый, нужен {2}.',
  '{1} cannot be written ({2}).': 'в {1} нельзя писать ({2}).',
  'the server has no models': 'на сервере нет моделей',
  'the server has {1}': 'на сервере есть {1}',
  'is not among the models of the server: {1}.': 'нет среди моделей сервера: {1}.',
  'no answer within {1} s.': 'ответа нет за {1} с.',
  'libsql, which keeps the ledger of model calls, does not load ({1}).':
    'libsql, где хранится журнал вызовов модели, не загружается ({1}).',
  'answers, but not in its format: something between here and there answers in its place.':
    'отвечает, но не в своём формате: вместо него отвечает что-то по дороге.',
  'it gives no price of {1}.': 'не даёт цены {1}.',
  '{1} is there': '{1} уже есть',
  '{1} cannot be looked at: {2}': '{1} нельзя посмотреть: {2}',
  'set BINANCE_API_KEY and BINANCE_API_SECRET, of demo trading to begin with (demo.binance.com), or make a dry run, which needs none':
    'задайте BINANCE_API_KEY и BINANCE_API_SECRET, для начала от демо-торговли (demo.binance.com), или сделайте пробную сессию: ей ключ не нужен',
  'A session has no confidence intervals.': 'У сессии нет доверительных интервалов.',
  'Bars come from the exchange as they close; finer bars or parts of a series have no place there.':
    'Свечи приходят с биржи по мере закрытия; более мелким свечам и частям ряда там нет места.',
  'Bars come from the exchange as they close.': 'Свечи приходят с биржи по мере закрытия.',
  'It is about files, and none is read.': 'Это о файлах, а их сессия не читает.',
  'Recorded funding is of the past: what the exchange settles is taken.':
    'Записанный фандинг — о прошлом: берётся то, что начисляет биржа.',
  'Recorded mark prices are of the past: the traded price stands in.':
    'Записанные цены маркировки — о прошлом: вместо них цена сделок.',
  'The model is shown what comes of the bars: recorded observations are of the past.':
    'Модели показывают то, что следует из свечей: записанные наблюдения — о прошлом.',
  'The range of the run is of the past: the session begins now.':
    'Период бэктеста — в прошлом: сессия начинается сейчас.',
};
