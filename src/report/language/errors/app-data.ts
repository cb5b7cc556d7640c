import type { Phrasebook } from './patterns.js';

/** What is said of data, inputs and observations. */
export const APP_DATA_IN_RUSSIAN: Phrasebook = {
  '1 bar': '1 свеча',
  '{1} bars': 'свечей: {1}',
  '{1} missing from {2} to {3}.': 'нет в данных ({1}): с {2} по {3}.',
  'Bars open {1} min after the UTC grid of {2} min: are their times UTC?':
    'Свечи открываются на {1} мин позже сетки UTC в {2} мин: указано ли их время по UTC?',
  '{1} from {2} off the grid of the others.': '{1}, с {2}, вне сетки остальных.',
  'No bar has volume: mark and index prices have none, trades do. No order would be filled on these bars.':
    'Ни у одной свечи нет объёма: его нет у цен маркировки и индекса, у сделок он есть. На этих свечах не исполнился бы ни один ордер.',
  '{1} of zero volume from {2} to {3}': '{1} с нулевым объёмом, с {2} по {3}',
  '{1}, repeating the close before.': '{1}, повторяют закрытие перед ними.',
  'The close went from {1} to {2} at {3}.': 'Закрытие перешло от {1} к {2} в {3}.',
  'The last bar, {1}, closes at {2}, after the data were written: it is not finished.':
    'Последняя свеча, {1}, закрывается в {2}, позже записи данных: она не завершена.',
  'Name at least one file to check.': 'Назовите хотя бы один файл для проверки.',
  '{1} and the files before it': '{1} и файлы до него',
  '{1} bars are in {2}.': 'свечей сразу в {2}: {1}.',
  '{1} bars differ between {2}.': 'свечей, которые различаются в {2}: {1}.',
  'Times are written in {1} by {2} and in {3} by {4}, from {5}.':
    'Время записано как {1} в {2} и как {3} в {4}, с {5}.',
  ', first in line {1}{2}:{3} (expected {4})': ', впервые в строке {1}{2}: {3} (ожидается: {4})',
  '{1}: {2} rows ({3}){4}.': '{1}: строк {2} ({3}){4}.',
  '{1}: the last row has no line break; it may have been cut off.':
    '{1}: последняя строка не завершена переводом строки; возможно, она обрезана.',
  '{1} offers no {2} through ccxt: take another {3}.': '{1} не отдаёт {2} через ccxt: выберите другую {3}.',
  '{1} has no bars of {2}: it has {3}.': 'У {1} нет свечей {2}: есть {3}.',
  'take another symbol': 'выберите другой символ',
  'it trades {1}, which you can name as it is': 'на ней торгуется {1}, его можно так и назвать',
  '{1} has no spot market of {2}: {3}.': 'У {1} нет спотового рынка {2}: {3}.',
  '{1} has no perpetual of {2}: {3}.': 'У {1} нет бессрочного контракта {2}: {3}.',
  '{1} offers no bars through ccxt: "llm-trading data exchanges" lists those that do.':
    '{1} не отдаёт свечи через ccxt: "llm-trading data exchanges" перечисляет биржи, которые отдают.',
  'The range holds no finished day: choose an earlier start.':
    'В диапазоне нет ни одного завершённого дня: выберите более раннее начало.',
  'Name at least one file to import.': 'Назовите хотя бы один файл для импорта.',
  'No bar has volume: orders fill within a share of the volume, so none of them would be filled.':
    'Ни у одной свечи нет объёма: ордера исполняются в пределах доли объёма, так что не исполнился бы ни один.',
  'By its name these are bars of the generated demo market: they now stand as {1} beside what is real. To try things out, use USER_DATA_DIR=try and {2}.':
    'Судя по имени, это свечи сгенерированного демонстрационного рынка: теперь они стоят под именем {1} рядом с настоящими. Для проб используйте USER_DATA_DIR=try и {2}.',
  'run the same command again: what is done is kept': 'выполните ту же команду снова: сделанное сохранено',
  '"{1}" can mean {2}: name one of them.': '"{1}" может означать {2}: назовите одно из них.',
  ' A range in one is what {1} takes.': ' Диапазон одним значением принимает {1}.',
  '{1} is "{2}": it must be a day such as 2024-03-01, or a time such as 2024-03-01T13:00Z.{3}':
    '{1} — это "{2}", а нужен день, например 2024-03-01, или время, например 2024-03-01T13:00Z.{3}',
  'ISO 8601, UTC where no zone is named': 'ISO 8601, по UTC, если пояс не указан',
  'The range is empty: {1} must lie before {2}.': 'Диапазон пуст: {1} должно быть раньше {2}.',
  'Give either {1}, or {2}, {3} and {4}: together they contradict each other.':
    'Укажите либо {1}, либо {2}, {3} и {4}: вместе они противоречат друг другу.',
  'Give either {1} or {2}: both say where the range starts.':
    'Укажите либо {1}, либо {2}: оба говорят, где начинается диапазон.',
  '{1} is "{2}": it must be a whole number of days from 1 on.':
    '{1} — это "{2}", а нужно целое число дней не меньше 1.',
  '{1} is "{2}": write it like 20240101-20240601, 20240101- or -20240601.':
    '{1} — это "{2}": пишите так: 20240101-20240601, 20240101- или -20240601.',
  'it was not registered': 'оно не было зафиксировано',
  'history cannot supply it': 'история его не даёт',
  'fewer than {1} % of the decisions have it': 'оно есть меньше чем у {1} % решений',
  'A label of {1} is made of hourly bars or of bars of at most {2}, and these are {3} long.':
    'Для исхода за {1} нужны часовые свечи или свечи не длиннее {2}, а у этих длина {3}.',
  'give finer bars, or a longer horizon': 'дайте свечи короче или горизонт длиннее',
  'The horizon of {1} is longer than the data, which span {2}: no window ever closes.':
    'Горизонт {1} длиннее данных, которые охватывают {2}: ни одно окно не закроется.',
  'give more bars, or a shorter horizon': 'дайте больше свечей или горизонт короче',
  'must be a day such as 2024-03-01, or a time such as 2024-03-01T13:00Z':
    'нужен день, например 2024-03-01, или время, например 2024-03-01T13:00Z',
  'must be 0 in the first tier': 'в первой ступени должно быть 0',
  'must be above that of the tier before': 'должно быть больше, чем в предыдущей ступени',
  'or name one that is built in: {1}': 'или назовите встроенные: {1}',
  '{1} ({2}) holds no order rules of {3}, but of {4}: give a file that names every symbol of the run.':
    '{1} ({2}) содержит правила ордеров не для {3}, а для {4}: дайте файл, где есть каждый символ бэктеста.',
  'no symbol': 'ни одного символа',
  'check the path': 'проверьте путь',
  '{1} ({2}) holds no margin tiers of {3}, but of {4}: name a symbol of the run.':
    '{1} ({2}) содержит ступени маржи не для {3}, а для {4}: назовите символ бэктеста.',
  'is not a file that is there': '— такого файла нет',
  'holds no {1}, {2}: {3}': 'не содержит {1}, {2}: {3}',
  'the document': 'документ',
  '{1} is missing: name a file of bars, or a stored series such as BTCUSDT:1h.':
    'Не хватает {1}: назовите файл свечей или сохранённый ряд, например BTCUSDT:1h.',
  'It does not end with a line break: its last number may have been cut off.':
    'Он не кончается переводом строки: последнее число могло быть обрезано.',
  '{1} does not end with a line break: its last number may have been cut off.':
    '{1} не заканчивается переводом строки: последнее число может быть обрезано.',
  'The bars of {1} come in {2}: give one interval, and at most one finer.':
    'Свечи {1} даны в {2}: дайте один интервал и не больше одного более мелкого.',
  'the funding of {1} is given twice': 'фандинг {1} дан дважды',
  'it is funding of {1}, and the run trades {2}': 'это фандинг {1}, а бэктест торгует {2}',
  'there is no such file, and the bars of {1} did not come from one source of the local store':
    'такого файла нет, а свечи {1} взяты не из одного источника локального хранилища',
  'no funding of {1} is stored beside the bars of {2}; fetch it with {3}':
    'рядом со свечами {2} не сохранён фандинг {1}; скачайте его: {3}',
  '{1} ({2}) cannot be used: {3}.': '{1} ({2}) использовать нельзя: {3}.',
  'they are of {1}, and the run trades {2}': 'они относятся к {1}, а бэктест торгует {2}',
  '{1} and another interval': '{1} и другой интервал',
  'they are bars of {1}, and those of the run are of {2}': 'это свечи {1}, а свечи бэктеста — {2}',
  'none of them lies within the run': 'ни одна не лежит внутри бэктеста',
  'The mark prices {1} ({2}) cannot be used: {3}.': 'Цены маркировки {1} ({2}) использовать нельзя: {3}.',
  'The store holds no observations of {1} from {2} to {3}.': 'В хранилище нет наблюдений о {1} с {2} по {3}.',
  'see what it holds with "llm-trading observations list"; fill it with "observations backfill"':
    'посмотрите, что в нём есть: "llm-trading observations list"; наполняет его "observations backfill"',
  'there are none': 'их нет вовсе',
  'they open from {1} to {2} UTC': 'они открываются с {1} по {2} UTC',
  'A backtest needs at least two bars, and none of {1} is in the chosen range: {2}.':
    'Бэктесту нужно не меньше двух свечей, а в выбранном диапазоне нет ни одной для {1}: {2}.',
  'A backtest needs at least two bars, and only one of {1} is in the chosen range: {2}.':
    'Бэктесту нужно не меньше двух свечей, а в выбранном диапазоне только одна для {1}: {2}.',
  '{1} holds funding from {2} to {3}, and the run goes from {4} to {5}: none of it is of use; give the funding of that time or leave {6} out.':
    '{1} содержит фандинг с {2} по {3}, а бэктест идёт с {4} по {5}: ничего из него не пригодится; дайте фандинг этого времени или уберите {6}.',
  '{1} ({2}) knows the future: {3} prices of {4} of {5}, beside the bars of the same moments, have gone {6} % of the way to the next close already.':
    '{1} ({2}) знает будущее: цены {4} ({3} из {5}), стоящие рядом со свечами того же момента, уже прошли {6} % пути к следующему закрытию.',
  'stamp each value with the moment it speaks of; observed_at of a bar is its open time, available_at its close':
    'ставьте у каждого значения момент, о котором оно говорит; observed_at свечи — время открытия, available_at — закрытия',
  'SOURCE_ADDRESSES names "{1}": it must be one of {2}.': 'SOURCE_ADDRESSES называет "{1}", а нужно одно из {2}.',
  'The store knows nothing about {1} as of {2}.': 'В хранилище ничего нет о {1} на {2}.',
  'see what is stored with "llm-trading observations list"; fill it with "observations backfill"':
    'посмотрите, что сохранено: "llm-trading observations list"; наполняет хранилище "observations backfill"',
  'it knows the future: {1} of its prices, beside the stored bars of the same moments, have gone {2} % of the way to the next close already':
    'оно знает будущее: цены ({1}), стоящие рядом с сохранёнными свечами того же момента, уже прошли {2} % пути к следующему закрытию',
  'a decimal number': 'десятичное число',
  'a day, or its start in UTC': 'день или его начало по UTC',
  'a number from 0 to 100': 'число от 0 до 100',
  '{1}, column "{2}", {3}: expected {4}.': '{1}, столбец "{2}", {3}: ожидается {4}.',
  'is {1}': '— это {1}',
  '{1} has no column "{2}" (it has {3})': 'в {1} нет столбца "{2}" (есть {3})',
  'the format has no field "{1}" (it has {2})': 'в формате нет поля "{1}" (есть {2})',
  '{1} has no column for {2} (it has {3}): name it with {4}.':
    'В {1} нет столбца для {2} (есть {3}): назовите его через {4}.',
  'a funding rate within ±1, such as 0.0001': 'ставка фандинга в пределах ±1, например 0.0001',
  'a pair against a USD currency, such as BTCUSDT': 'пара к долларовой валюте, например BTCUSDT',
  '{1} does not say which pair its funding is of: name it with {2}.':
    '{1} не говорит, к какой паре относится фандинг: назовите её через {2}.',
  'headlines without a title': 'заголовки без текста',
  'headlines dated after this copy was made': 'заголовки с датой позже, чем сделана эта копия',
  'sentiments that are not numbers from −1 to 1 (their headlines stay)':
    'тональность, которая не число от −1 до 1 (их заголовки остаются)',
  'a number from 0 to 1': 'число от 0 до 1',
  '{1} is "{2}": it must be {3} or all, several separated by commas.':
    '{1} — это "{2}", а нужно {3} или all, несколько через запятую.',
  '{1} holds nothing that can be used as {2}.': 'В {1} нет ничего, что можно использовать как {2}.',
  'a time that {1} has: its clocks leave this hour out':
    'время, которое есть в {1}: там этот час пропускают при переводе часов',
  'the zone': 'часовой пояс',
  '{1}, or another order of day and month named with {2}': '{1} или другой порядок дня и месяца, указанный через {2}',
  'a date as {1}, with or without a time of day': 'дата вида {1}, со временем суток или без него',
  '{1} is not an observation, {2}.': '{1} — не наблюдение, {2}.',
  'the line is not valid JSON ({1})': 'строка — недопустимый JSON ({1})',
  'the line': 'строка',
  'there is no series "{1}" (there are {2})': 'нет ряда "{1}" (есть {2})',
  'readers take minutes to see a story, and an archive does not tell what was edited after publication':
    'читатели замечают новость через несколько минут, а архив не говорит, что в ней правили после публикации',
  '{1} is {2}, which lies in the future: name a moment that has passed.':
    '{1} — это {2}, а это будущее: назовите момент, который уже прошёл.',
  'There is no store of observations at {1}.': 'В {1} нет хранилища наблюдений.',
  'fill it with "llm-trading observations backfill" or "import"; live snapshots fill it too':
    'наполните его: "llm-trading observations backfill" или "import"; его наполняют и живые снимки',
  'The local store holds neither hourly bars nor funding of {1}: fetch them first with llm-trading data fetch {2}.':
    'В локальном хранилище нет ни часовых свечей, ни фандинга {1}: сначала скачайте их командой llm-trading data fetch {2}.',
  'no reason recorded': 'причина не записана',
  'There is no spot price of {1}, so nothing can be sized: {2}.':
    'Нет спотовой цены {1}, поэтому размер посчитать нельзя: {2}.',
  'run "llm-trading doctor" to see what is wrong; {1} takes the market from another exchange':
    'выполните "llm-trading doctor", чтобы узнать причину; {1} берёт рынок с другой биржи',
  'order rules': 'правила ордеров',
  'margin tiers': 'ступени маржи',
  'the rate {1} is not a fraction per settlement': 'ставка {1} — не доля за один расчёт',
  'Mark prices of {1} are missing for {2} of {3} bars; the traded price stands in for them.':
    'У {1} нет цен маркировки для {2} из {3} свечей; их заменяет цена сделок.',
};
