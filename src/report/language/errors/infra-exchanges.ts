import type { Phrasebook } from './patterns.js';

/** What is said of exchanges, sources, messages and packages. */
export const INFRA_EXCHANGES_IN_RUSSIAN: Phrasebook = {
  'The stop {1} was taken and rejected at once.': 'Стоп {1} принят и сразу отклонён.',
  'the answer to the cancellation of {1} is about another order': 'ответ на отмену {1} относится к другому ордеру',
  'the answer about an order': 'ответ об ордере',
  'The answer about order {1} is about {2} of {3}.': 'Ответ об ордере {1} относится к {2} символа {3}.',
  'the answer about a conditional order': 'ответ об условном ордере',
  'Binance does not trade {1} on this market: give the bars of one that it does.':
    'Binance не торгует {1} на этом рынке: дайте свечи того, чем торгует.',
  'the rules of {1}': 'правила {1}',
  'the order book of {1}': 'стакан {1}',
  'Binance does not trade {1} now: its status is {2}.': 'Binance сейчас не торгует {1}: его состояние — {2}.',
  'the rights of the key': 'права ключа',
  "the exchange's time": 'время биржи',
  'the last price': 'последняя цена',
  'the account': 'счёт',
  'The account does not tell how much {1} it holds.': 'Счёт не сообщает, сколько на нём {1}.',
  'the open orders': 'открытые ордера',
  'the fills': 'исполнения',
  '{1} got no answer: {2}.': '{1}: ответа нет, {2}.',
  ', to be asked again after {1} s': ', повторить можно через {1} с',
  'too many requests': 'слишком много запросов',
  "{1} answered {2} with what is not Binance's JSON.": '{1}: ответ {2}, и это не JSON биржи Binance.',
  'the open conditional orders': 'открытые условные ордера',
  'the settings of {1}': 'настройки {1}',
  'The account does not tell how {1} is set.': 'Счёт не сообщает, как настроен {1}.',
  'the position': 'позиция',
  'The account does not tell one position of {1}.': 'Счёт не сообщает единственной позиции по {1}.',
  'the balance': 'баланс',
  'the orders': 'ордера',
  'the income': 'доход',
  'the order that a stop became': 'ордер, которым стал стоп',
  'Binance refuses ({1}): {2}': 'Binance отказывает ({1}): {2}',
  'ask again': 'спросите ещё раз',
  '{1} failed through ccxt ({2}): {3}': '{1} через ccxt не удалось ({2}): {3}',
  'live only; data fetch brings their bars and funding, and backfill {1} takes those over':
    'только текущие; свечи и фандинг качает data fetch, а backfill {1} их перенимает',
  '{1} gives no {2} of {3}.': '{1} не даёт {2} для {3}.',
  '{1} gives {2} as {3} of {4}: a price is above 0.': '{1} даёт {2} как {3} для {4}: цена больше 0.',
  "{1} stamped {2} in the future: check this machine's clock.":
    '{1} поставила {2} временем в будущем: проверьте часы этой машины.',
  '{1} of {2} rows of {3} from {4} refused: {5}.': '{1} из {2} строк {3} с {4} отвергнуто: {5}.',
  '{1} has no past {2} of {3}.': 'У {1} нет прошлых {2} для {3}.',
  'did you mean {1}?': 'может быть, {1}?',
  'see docs.ccxt.com for the names, e.g. okx.': 'имена перечисляет docs.ccxt.com, например okx.',
  'exchange "{1}" is not known to ccxt: {2}': 'биржа "{1}" неизвестна ccxt: {2}',
  'an exchange id of ccxt': 'имя биржи в ccxt',
  'set {1} to one of its ids': 'задайте в {1} одно из её имён',
  'the time for collecting data was over before the exchange answered.':
    'время на сбор данных истекло раньше, чем биржа ответила.',
  '{1} has no perpetual of {2} settled in a USD currency: funding, basis and open interest stay empty.':
    'У {1} нет бессрочного контракта {2} с расчётом в долларовой валюте: фандинг, базис и открытый интерес остаются пустыми.',
  'base_asset "{1}" is not traded on {2} against a USD currency: set BASE_ASSET or {3} to one it lists, such as BTCUSDT.':
    'base_asset "{1}" не торгуется на {2} к долларовой валюте: задайте в BASE_ASSET или {3} то, что на ней торгуется, например BTCUSDT.',
  'a symbol that {1} trades': 'символ, который торгуется на {1}',
  'choose another base_asset': 'выберите другой base_asset',
  '{1} is asked for market data by {2}, which is not supported: choose another {3}.':
    'Рыночные данные {1} запрашиваются через {2}, а это не поддерживается: выберите другую {3}.',
  'choose another {1}': 'выберите другую {1}',
  'Port {1} of {2} cannot be used ({3}): choose another by {4}, or leave it out.':
    'Порт {1} на {2} занять нельзя ({3}): выберите другой через {4} или не указывайте его.',
  'The body is longer than {1} bytes.': 'Тело длиннее {1} байт.',
  'The webhook': 'Вебхук',
  '{1} answers with HTTP {2}: the message was not delivered.': '{1} отвечает HTTP {2}: сообщение не доставлено.',
  '{1} cannot be reached{2}.': '{1} недоступен{2}.',
  'reads exchanges other than Binance': 'читает другие биржи, кроме Binance',
  'asks models of OpenAI': 'спрашивает модели OpenAI',
  'asks models of Anthropic': 'спрашивает модели Anthropic',
  'asks models of Google': 'спрашивает модели Google',
  'asks models of Azure OpenAI': 'спрашивает модели Azure OpenAI',
  'asks other servers that speak like OpenAI, such as OpenRouter, llama.cpp or vLLM':
    'спрашивает другие серверы, которые говорят как OpenAI: OpenRouter, llama.cpp, vLLM',
  'The optional package {1}, which {2}, is not installed. To install it:\n{3}':
    'Необязательный пакет {1}, который {2}, не установлен. Чтобы установить его:\n{3}',
  'an installed package': 'установленный пакет',
  'the exchange keeps the open interest of the latest 30 days only: nothing before {1}.':
    'биржа хранит открытый интерес только за последние 30 дней: раньше {1} ничего нет.',
  'Binance has no USD-M perpetual {1}.': 'У Binance нет бессрочного контракта USD-M {1}.',
  'a bar is not known before it has closed': 'свеча неизвестна, пока не закрылась',
  'live only: no archive of them is free': 'только текущие: бесплатного архива нет',
  'the rate is fixed before it is settled; stamps are up to 47 ms late (measured 2020 to 2025)':
    'ставка установлена до расчёта; метки опаздывают до 47 мс (измерено с 2020 по 2025)',
  'live only': 'только текущие',
  'the vendor gives no figure for past rows; their finest step is 5 min. It keeps the latest month only':
    'поставщик не даёт чисел для прошлых строк; самый мелкий шаг — 5 мин. Хранится только последний месяц',
  'Binance answered with {1} when asked for {2}.': 'На вопрос о {2} Binance ответила {1}.',
  "Binance stamped {1} {2}, which lies in the future: check this machine's clock.":
    'Время {1} у Binance — {2}, а это будущее: проверьте часы этой машины.',
  'base_asset "{1}" is not a symbol that Binance spot trades: set BASE_ASSET or {2} to one it lists, such as BTCUSDT.':
    'base_asset "{1}" не торгуется на споте Binance: задайте в BASE_ASSET или {2} то, что на нём торгуется, например BTCUSDT.',
  'a symbol that Binance spot trades': 'символ, который торгуется на споте Binance',
  'it has charts of Bitcoin only, not of {1}.': 'есть графики только биткойна, не {1}.',
  'the vendor names no time of publication; taken to be as late as CoinMetrics':
    'поставщик не называет время публикации; считается таким же поздним, как у CoinMetrics',
  'CoinMetrics sent a next_page_url that {1}.': 'CoinMetrics прислал next_page_url, который {1}.',
  'rows carry the start of the day; measured completion is 26 to 142 h later, half within 29 h. Later stamps are recomputations':
    'в строках стоит начало дня; завершены они, по измерениям, на 26–142 ч позже, половина — в пределах 29 ч. Более поздние метки — пересчёты',
  'revised for months (two copies differ by over 0.1 % on 2,183 of 2,274 days): a later copy sees the future':
    'пересматривается месяцами (две копии различаются больше чем на 0.1 % в 2 183 из 2 274 дней): поздняя копия видит будущее',
  'asset is "{1}", which was not asked for': 'asset — "{1}", а о нём не спрашивали',
  'of 0 or more': 'не меньше 0',
  '{1} of {2} is {3}, expected a decimal number {4}': '{1} за {2} — {3}, ожидается десятичное число {4}',
  'expected a list of posts or a page with "results"': 'ожидается список записей или страница с "results"',
  'no CRYPTOPANIC_API_KEY': 'нет CRYPTOPANIC_API_KEY',
  'CryptoPanic is paid since 2026-04-01: check CRYPTOPANIC_API_KEY and that its plan is "{1}"':
    'CryptoPanic платный с 2026-04-01: проверьте CRYPTOPANIC_API_KEY и что его тариф — "{1}"',
  'the vendor does not say of which minute its past totals are; taken to be known an hour after their day':
    'поставщик не говорит, к какой минуте относятся его прошлые итоги; считаются известными через час после своего дня',
  'coin {1}: {2}': 'монета {1}: {2}',
  'more than {1} % of the supply has no {2}': 'больше {1} % предложения без {2}',
  'base_asset "{1}" has no demo data: the demo has {2} only.':
    'для base_asset "{1}" нет демонстрационных данных: есть только {2}.',
  'choose one of them, or ask for real data': 'выберите из них или запросите настоящие данные',
  'the vendor updates it daily at 00:00 UTC, and such jobs take some minutes (assumed)':
    'поставщик обновляет его ежедневно в 00:00 UTC, и это занимает несколько минут (предположение)',
  'no NEWSAPI_KEY': 'нет NEWSAPI_KEY',
  ': check NEWSAPI_KEY': ': проверьте NEWSAPI_KEY',
  'NewsAPI refused with {1} ("{2}"){3}.': 'NewsAPI отказал: {1} ("{2}"){3}.',
  'an item has no title': 'у записи нет заголовка',
  'an item has no readable date: {1}': 'у записи нет читаемой даты: {1}',
  'only then did this program know it, with the votes of that moment':
    'только тогда программа это узнала, с голосами того момента',
  'a headline is dated {1}, in the future': 'дата заголовка — {1}, в будущем',
  'the headline "{1}" stands there twice': 'заголовок "{1}" стоит там дважды',
  '{1} lies in the future': '{1} в будущем',
  'there are two different values for {1}': 'для {1} два разных значения',
  'the row': 'строка',
  'expected a decimal number, got {1}': 'ожидается десятичное число, получено {1}',
  'expected a moment in time, got {1}': 'ожидается момент времени, получено {1}',
  'Metrics cannot be served at {1}:{2}: {3}.': 'Метрики нельзя отдавать на {1}:{2}: {3}.',
  'take another port, or 0 for any that is free': 'выберите другой порт или 0, то есть любой свободный',
  '{1} answered {2}{3}.': '{1}: ответ {2}{3}.',
  'the close of the bar: open + 1 h': 'закрытие свечи: открытие + 1 ч',
  'the moment itself, or its receipt': 'сам момент или его получение',
  'the stamp of the settlement': 'метка расчёта',
  'the stamp of the reply, or its receipt': 'метка ответа или его получение',
  'live: the stamp of the reply; past rows: their stamp + 5 min':
    'текущие: метка ответа; прошлые строки: их метка + 5 мин',
  'the day + 36 h': 'день + 36 ч',
  'leads to another server': 'ведёт на другой сервер',
  'leads in a circle': 'ведёт по кругу',
  'leads past page {1}': 'ведёт дальше страницы {1}',
  'AssetEODCompletionTime where it lies 24 h to 7 days after the start of the day, else the day + 36 h':
    'AssetEODCompletionTime, если оно на 24 ч – 7 дней позже начала дня, иначе день + 36 ч',
  'the retrieval of the copy, and every changed copy is kept': 'получение копии; хранится каждая изменившаяся копия',
  'now: its retrieval; past totals: their moment + 25 h': 'сейчас: получение; прошлые итоги: их момент + 25 ч',
  '00:00 UTC of its day + 10 min': '00:00 UTC его дня + 10 мин',
  'the retrieval': 'получение',
  '{1} answered with {2} when asked for {3}.': 'На вопрос о {3} {1} ответила {2}.',
  '{1} gives the open interest of {2} in a unit that cannot be told from its price.':
    '{1} даёт открытый интерес {2} в единицах, которые по её цене не определить.',
  '{1} gives {2} a mark price of {3} beside an index of {4}: neither is used.':
    '{1} даёт для {2} цену маркировки {3} при индексе {4}: не используется ни то, ни другое.',
  "the unit of {1}'s open interest of {2} cannot be told without a mark price.":
    'единицы открытого интереса {2} у {1} без цены маркировки не определить.',
  '{1} does not offer {2} through ccxt.': '{1} не отдаёт {2} через ccxt.',
  'Binance gives {1} a mark price of {2} beside an index of {3}: neither is used.':
    'Binance даёт для {1} цену маркировки {2} при индексе {3}: не используется ни то, ни другое.',
  'open interest of {1} in USD needs the mark price, which Binance did not deliver.':
    'для открытого интереса {1} в долларах нужна цена маркировки, а Binance её не дала.',
  'Binance futures answered with {1} when asked for {2}.': 'На вопрос о {2} фьючерсы Binance ответили {1}.',
  "Binance futures stamped its reply {1}, which lies in the future: check this machine's clock.":
    'Время ответа фьючерсов Binance — {1}, а это будущее: проверьте часы этой машины.',
  'the reply of Binance futures for {1} holds no {2}.': 'в ответе фьючерсов Binance для {1} нет {2}.',
  '{1} of {2} rows of {3} refused: {4}.': '{1} из {2} строк {3} отвергнуто: {4}.',
  'Binance futures has no {1} of {2}.': 'У фьючерсов Binance нет {1} для {2}.',
  'Binance has no USD-M perpetual {1}: its funding, basis and open interest stay empty.':
    'У Binance нет бессрочного контракта USD-M {1}: его фандинг, базис и открытый интерес остаются пустыми.',
  'Binance futures does not serve this address (HTTP {1}) and has no mirror: take the market part from another exchange with {2} or another ccxt id, or accept these gaps.':
    'Фьючерсы Binance не обслуживают этот адрес (HTTP {1}), и зеркала у них нет: берите рыночную часть с другой биржи через {2} или другое имя ccxt либо примите эти пропуски.',
  'the clock of this machine is {1} s {2} that of Binance: set it by NTP, since bars are judged by both.':
    'часы этой машины ({2} на {1} с) расходятся с часами Binance: настройте их по NTP, свечи судят по обоим.',
  '{1}, and its mirror {2} did not help': '{1}, и зеркало {2} не помогло',
  'Binance spot does not serve this address (HTTP {1} from {2}): take the market part from another exchange with {3} or another ccxt id.':
    'Спот Binance не обслуживает этот адрес (HTTP {1} от {2}): берите рыночную часть с другой биржи через {3} или другое имя ccxt.',
  'check COINMETRICS_BASE_URL and any proxy in between': 'проверьте COINMETRICS_BASE_URL и прокси, если он есть',
  '{1} is proof of stake and has no Blockchain.com charts: the demo has neither of the two.':
    '{1} работает на доказательстве доли, и графиков Blockchain.com у неё нет: в демо нет ни того, ни другого.',
  'the demo does not generate it.': 'демо его не создаёт.',
  'its newest article is {1} h old: the free plan of NewsAPI is 24 h late and no use for live decisions.':
    'самой новой статье {1} ч: бесплатный тариф NewsAPI опаздывает на 24 ч и для живых решений не годится.',
  '{1} row rejected, the first because {2}.': 'отвергнута {1} строка, по причине: {2}.',
  '{1} rows rejected, the first because {2}.': 'отвергнуто строк: {1}, первая по причине: {2}.',
  '{1} was not sent: this address is banned for {2} s': '{1}: не отправлено, этот адрес забанен ещё на {2} с',
};
