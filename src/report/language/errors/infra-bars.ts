import type { Phrasebook } from './patterns.js';

/** What is said of stored bars and files of bars. */
export const INFRA_BARS_IN_RUSSIAN: Phrasebook = {
  '{1}:{2} of {3}': '{1}:{2} из {3}',
  '{1}:{2} is stored from {3}: name the source.': '{1}:{2} сохранён из {3}: назовите источник.',
  'Bars of {1} cannot be stored as {2}.': 'Свечи {1} нельзя сохранить как {2}.',
  '"{1}" cannot name stored bars, which letters, digits, ".", "_" and "-" do: give a name, e.g. {2}.':
    '"{1}" не может быть именем сохранённых свечей, где бывают буквы, цифры, ".", "_" и "-": дайте имя, например {2}.',
  'nothing is stored yet; "{1}" downloads bars, "{2}" reads a file':
    'ничего ещё не сохранено; "{1}" скачивает свечи, "{2}" читает файл',
  'No bars of {1} are stored under {2}: {3}.': 'Свечи {1} не сохранены в {2}: {3}.',
  'fetch or import them first: llm-trading data fetch, llm-trading data import':
    'сначала скачайте или импортируйте их: llm-trading data fetch, llm-trading data import',
  '{1} has not been read yet: call load first.': '{1} ещё не прочитан: сначала вызовите load.',
  'a closing quote before the end of the file': 'закрывающая кавычка до конца файла',
  'UTF-8 text without NUL bytes': 'текст в UTF-8 без нулевых байтов',
  '{1} columns, not {2}': 'столбцов {1}, а не {2}',
  'a bar that opens on a whole millisecond': 'свеча, которая открывается на целой миллисекунде',
  '{1} as in the rows before: a file keeps to one form of time':
    '{1}, как в предыдущих строках: в файле время записано одинаково',
  'a price above 0': 'цена больше 0',
  'a volume at or above 0': 'объём не меньше 0',
  'a high at or above the low {1}': 'максимум не меньше минимума {1}',
  'an open from low {1} to high {2}': 'открытие от минимума {1} до максимума {2}',
  'a close from low {1} to high {2}': 'закрытие от минимума {1} до максимума {2}',
  "a time before that of the row before, {1}: rows in descending order as at the file's start":
    'время раньше, чем в предыдущей строке, {1}: строки идут по убыванию, как в начале файла',
  'a time after the row before, {1}: rows in ascending order':
    'время позже, чем в предыдущей строке, {1}: строки идут по возрастанию',
  'a time after {1}: this row repeats the one before': 'время позже {1}: эта строка повторяет предыдущую',
  'a time after {1}: this row contradicts the one before': 'время позже {1}: эта строка противоречит предыдущей',
  'Unix seconds': 'Unix-время в секундах',
  'Unix milliseconds': 'Unix-время в миллисекундах',
  'Unix microseconds': 'Unix-время в микросекундах',
  'Unix nanoseconds': 'Unix-время в наносекундах',
  'ISO 8601 without a zone': 'ISO 8601 без пояса',
  'ISO 8601 with Z or an offset': 'ISO 8601 с Z или смещением',
  'check that it is CSV with one bar in a line and that its quotes are closed':
    'проверьте, что это CSV, по одной свече в строке, и что кавычки закрыты',
  'it is {1}, not CSV': 'это {1}, а не CSV',
  'a directory': 'папка',
  'not a regular file': 'не обычный файл',
  'it is {1}': 'это {1}',
  'give the path of a CSV file': 'дайте путь к файлу CSV',
  'check the path and its permissions': 'проверьте путь и права на него',
  'it is marked as UTF-16 text, and is damaged or cut off': 'помечен как текст UTF-16 и повреждён или обрезан',
  'entry {1} is damaged (its checksum differs)': 'запись {1} повреждена (не сходится контрольная сумма)',
  'its compressed data is damaged or cut off': 'сжатые данные повреждены или обрезаны',
  'fix the row, or import the file with {1} (data import): such rows are then dropped and counted':
    'исправьте строку или импортируйте файл с {1} (data import): такие строки тогда отбрасываются и подсчитываются',
  ', column "{1}"': ', столбец "{1}"',
  '{1}, line {2}{3}{4}: expected {5}.': '{1}, строка {2}{3}{4}, а ожидается {5}.',
  'a decimal number such as 96407.99': 'десятичное число, например 96407.99',
  '{1}; an empty value is missing, not 0': '{1}; пустое значение — это пропуск, а не 0',
  '{1}, with "{2}" as the decimal mark of this file': '{1}, с "{2}" как десятичным знаком этого файла',
  '{1}, not beyond 1.8e308': '{1}, не больше 1.8e308',
  'leave it out: it is for stamps without a zone': 'уберите его: он нужен для времени без пояса',
  'it has one bar, which does not tell their interval': 'в нём одна свеча, по которой интервал не узнать',
  'give the interval with {1} when importing it, e.g. {2}': 'при импорте укажите интервал через {1}, например {2}',
  '{1} of its rows have no price and no volume, minutes without a trade: they are left out.':
    'строк без цены и без объёма, минут без сделок: {1}; они пропущены.',
  'it has a header and no rows': 'в нём есть заголовок и нет строк',
  'give a file with at least two bars': 'дайте файл хотя бы с двумя свечами',
  ', the first for this reason: {1}': ', первая — по причине: {1}',
  'all of its {1} rows are wrong{2}': 'все его строки ({1}) неверны{2}',
  'give bars of one interval, or import it with {1}': 'дайте свечи одного интервала или импортируйте их с {1}',
  'as JSON it is too large': 'для JSON он слишком велик',
  'convert it to CSV or Parquet': 'преобразуйте его в CSV или Parquet',
  'it begins like JSON but is not valid JSON': 'начинается как JSON, но это недопустимый JSON',
  'check that the download finished': 'проверьте, закончилось ли скачивание',
  'its JSON is not a list of bars': 'его JSON — не список свечей',
  'give a list of [time, open, high, low, close, volume] or of objects with these names':
    'дайте список [time, open, high, low, close, volume] или объектов с этими именами',
  'there is no column "{1}" (there are {2})': 'нет столбца "{1}" (есть {2})',
  'there is no field "{1}" (there are {2})': 'нет поля "{1}" (есть {2})',
  'write it as {1}': 'напишите так: {1}',
  'the header has two columns "{1}"': 'в заголовке два столбца "{1}"',
  'name them apart': 'назовите их по-разному',
  'Its volume is "{1}", a count of price changes and not of coins: there is no other.':
    'Его объём — "{1}", число изменений цены, а не монет: другого нет.',
  'Its volume is "{1}" and not "{2}": that times the price is its "{3}", so it is what counts coins.':
    'Его объём — "{1}", а не "{2}": умноженный на цену, он даёт "{3}", то есть монеты считает он.',
  'Its volume is what was traded in USD on all exchanges, not coins: no order is large beside it.':
    'Его объём — оборот в USD на всех биржах, а не монеты: рядом с ним ни один ордер не велик.',
  'say which it is with {1}': 'скажите, какой это столбец, через {1}',
  '{1}; where the volumes are not known, add a column "volume" with 1 in each row: nothing would fill in a bar without any, and a run that limits orders by volume has no use for such bars':
    '{1}; если объёмы неизвестны, добавьте столбец "volume" с 1 в каждой строке: без объёма ничего не исполнилось бы, а бэктесту, который ограничивает ордера объёмом, такие свечи не годятся',
  ' (a volume in quote currency is not one of coins)': ' (объём в валюте котировки — не объём в монетах)',
  '{1}{2}, or name the columns as in {3}': '{1}{2} или назовите столбцы, как в {3}',
  'say it with {1}, e.g. {2} or MM/DD/YYYY': 'скажите это через {1}, например {2} или MM/DD/YYYY',
  'the comma in {1} may group thousands or part decimals, and no other number tells which':
    'запятая в {1} может отделять тысячи или дробную часть, и по другим числам этого не понять',
  'the dot in {1} may group thousands or part decimals, and no other number tells which':
    'точка в {1} может отделять тысячи или дробную часть, и по другим числам этого не понять',
  'its bars are of calendar months, which are not of one length': 'его свечи — календарные месяцы, а они разной длины',
  'give bars of a week or less': 'дайте свечи не длиннее недели',
  'write the numbers without grouping': 'запишите числа без разделителей тысяч',
  'it has no header and {1} columns in its first row, whose meaning its values do not show':
    'заголовка нет, а в первой строке столбцов {1}, смысл которых по значениям не виден',
  'add a header such as time,open,high,low,close,volume, or tell the columns by their numbers: {1}':
    'добавьте заголовок, например time,open,high,low,close,volume, или назовите столбцы по номерам: {1}',
  'its times are in the zone {1} by the name of their column, "{2}"':
    'судя по имени столбца "{2}", его время в поясе {1}',
  'say what that is with {1}, e.g. {2} or {3}': 'скажите, что это, через {1}, например {2} или {3}',
  'no header and no row of a bar is among its first lines (the widest is {1})':
    'среди первых строк нет ни заголовка, ни строки свечи (самая широкая — {1})',
  'give a table with a header such as time,open,high,low,close,volume and one bar in a line':
    'дайте таблицу с заголовком, например time,open,high,low,close,volume, и одной свечой в строке',
  '{1} and {2} say the same: give one of them.': '{1} и {2} говорят одно и то же: укажите одно из них.',
  'it is empty': 'он пуст',
  'an hour that the time zone has: its clocks leave this one out':
    'час, который есть в этом поясе: там его пропускают при переводе часов',
  'a Unix time with all of its digits: a spreadsheet has rounded this one, so format the column as a number before saving, or take the file as it was downloaded':
    'время Unix со всеми цифрами: это округлила электронная таблица, поэтому задайте столбцу числовой формат перед сохранением или возьмите файл таким, каким он скачан',
  'a day of a spreadsheet such as 45292.5': 'день электронной таблицы, например 45292.5',
  'utcOffsetHours is {1}: give hours from -14 to 14, e.g. 3 for UTC+3.':
    'utcOffsetHours — {1}: укажите часы от -14 до 14, например 3 для UTC+3.',
  'it is a web page or XML, not a table': 'это веб-страница или XML, а не таблица',
  'download the file itself again': 'скачайте сам файл ещё раз',
  'this is not a text file: CSV was expected': 'это не текстовый файл, а нужен CSV',
  'the same form of time as in the rows before': 'время в той же форме, что и в предыдущих строках',
  'a time {1} that of the last row, {2}': 'время {1} времени последней строки, {2}',
  'a fraction per interval such as 0.0001 (not a percentage)': 'доля за интервал, например 0.0001 (не процент)',
  'a mark price above 0, or an empty field': 'цена маркировки больше 0 или пустое поле',
  'it holds no funding rates': 'в нём нет ставок фандинга',
  'give a file with a header and rows': 'дайте файл с заголовком и строками',
  'its first row is not a header, so its columns are unknown':
    'первая строка — не заголовок, поэтому столбцы неизвестны',
  'name the columns fundingTime and fundingRate': 'назовите столбцы fundingTime и fundingRate',
  'it holds bars of several symbols: its column "{1}" says {2} and {3}':
    'в нём свечи нескольких символов: в столбце "{1}" стоят {2} и {3}',
  'choose one with {1} (data import), and import the file once for each':
    'выберите один через {1} (data import) и импортируйте файл по разу на каждый',
  'none of its rows is of {1}: its column "{2}" says {3}{4}':
    'ни одна из его строк не относится к {1}: в столбце "{2}" стоит {3}{4}',
  'choose one of them, as in {1}': 'выберите один из них, например {1}',
  '{1} is "{2}": it must be an offset such as +3, or a name such as Europe/Moscow or America/New_York.':
    '{1} — это "{2}", а нужно смещение, например +3, или имя, например Europe/Moscow или America/New_York.',
  'a Unix time in s, ms, µs or ns, or ISO 8601 such as 2024-03-01T13:00:00Z':
    'Unix-время в с, мс, мкс или нс или ISO 8601, например 2024-03-01T13:00:00Z',
  'a day that the calendar has': 'день, который есть в календаре',
  'a time from 00:00:00 to 23:59:59': 'время от 00:00:00 до 23:59:59',
  'an offset from -14:00 to +14:00': 'смещение от -14:00 до +14:00',
  '{1} is "{2}": it must name day, month and year once each, such as D-M-YYYY or MM/DD/YYYY; a time of day after it is read by itself.':
    '{1} — это "{2}", а нужно назвать день, месяц и год по одному разу, например D-M-YYYY или MM/DD/YYYY; время суток после них читается само.',
  'it is an Excel workbook': 'это книга Excel',
  'save its sheet as CSV (UTF-8)': 'сохраните её лист как CSV (UTF-8)',
  'give an archive of one CSV file, or unpack it': 'дайте архив с одним файлом CSV или распакуйте его',
  'the archive is encrypted': 'архив зашифрован',
  'unpack it first': 'сначала распакуйте его',
  'download it again': 'скачайте ещё раз',
  '{1} has two funding rates at {2}: {3} is stored, {4} is new.':
    'У {1} две ставки фандинга на {2}: сохранена {3}, новая {4}.',
  'move this file away, then fetch the funding again with {1}': 'уберите этот файл и скачайте фандинг снова: {1}',
  '{1} is damaged: it does not hold the funding that was stored there; {2}.':
    '{1} повреждён: в нём не тот фандинг, что был сохранён; {2}.',
  'Bars of {1} ms cannot be merged into bars of {2} ms of {3}.':
    'Свечи по {1} мс нельзя объединить со свечами {3} по {2} мс.',
  '{1} has two bars of {2}: {3} {4} is stored, {5} is new.': 'У {1} две свечи на {2}: {3} — сохранено {4}, новое {5}.',
  'choose which of them stands: prefer new or old': 'выберите, какая остаётся: предпочесть new или old',
  '{1} has no two bars to tell their interval from: give it with {2}.':
    'В {1} нет двух свечей, по которым узнать интервал: укажите его через {2}.',
  ' Its times are whole days.': ' Его время — целые дни.',
  '{1} cannot be read as Parquet: {2}.': '{1} не читается как Parquet: {2}.',
  'check that the download or the program that wrote it finished':
    'проверьте, закончило ли скачивание или программа, которая его писала',
  '{1}, row {2}, column "{3}": {4} is missing or no number.':
    '{1}, строка {2}, столбец "{3}": {4} отсутствует или не число.',
  'move this file away, then fetch (with {1}) or import its bars again':
    'уберите этот файл, затем скачайте (с {1}) или импортируйте его свечи снова',
  '{1} is damaged: it does not hold the bars that were stored there; {2}.':
    '{1} повреждён: в нём не те свечи, что были сохранены; {2}.',
  'are {1} apart': 'идут с шагом {1}',
  'are shorter': 'короче',
  '{1}: its bars {2}, so they are not bars of {3}: leave {4} out. Bars of another length are made with llm-trading data resample.':
    '{1}: его свечи {2}, то есть это не свечи {3}: уберите {4}. Свечи другой длины делает llm-trading data resample.',
  'its time lies outside {1} to {2}': 'её время вне промежутка от {1} до {2}',
  'it stands there twice': 'она встречается дважды',
  'another bar of this time stands before it': 'перед ней стоит другая свеча этого времени',
  'it is beside the grid and overlaps the bar of {1}': 'она стоит мимо сетки и перекрывает свечу {1}',
  'it opens before the bar of {1} closes': 'она открывается раньше, чем закрывается свеча {1}',
  '{1}/{2} could not be downloaded: {3}.': '{1}/{2} не удалось скачать: {3}.',
  'run the same command again later; where it stays so, {1} takes the file without its checksum':
    'выполните ту же команду позже; если так и останется, {1} возьмёт файл без контрольной суммы',
  '{1}/{2} could not be downloaded: {3}': '{1}/{2} не удалось скачать: {3}',
  'check the network ("llm-trading doctor"), then run the same command again: what is done is kept':
    'проверьте сеть ("llm-trading doctor") и выполните ту же команду снова: сделанное сохранено',
  '"{1}" is not a Binance symbol: write it like BTCUSDT.': '"{1}" — не символ Binance: пишите, например, BTCUSDT.',
  'There is no {1} of spot markets: choose the USD-M futures (um).':
    'У спотовых рынков нет {1}: выберите фьючерсы USD-M (um).',
  'data.binance.vision has no bars of {1}: use for example 1m, 5m, 1h or 1d.':
    'На data.binance.vision нет свечей {1}: пишите, например, 1m, 5m, 1h или 1d.',
  'line 1 is neither a header nor a bar': 'строка 1 — ни заголовок, ни свеча',
  'a Feather (Arrow) file': 'файл Feather (Arrow)',
  'compressed with zstd': 'сжат zstd',
  'compressed with bzip2': 'сжат bzip2',
  'compressed with xz': 'сжат xz',
  'a 7-Zip archive': 'архив 7-Zip',
  'a Parquet file': 'файл Parquet',
  'an old Excel workbook': 'старая книга Excel',
  'an HDF5 file': 'файл HDF5',
  'an SQLite database': 'база данных SQLite',
  'a PDF': 'PDF',
  'read it as Parquet (readBarsFile)': 'прочитайте его как Parquet (readBarsFile)',
  'unpack or save it as UTF-8 text, gzip or zip': 'распакуйте или сохраните как текст UTF-8, gzip или zip',
  "convert it to Parquet, with pandas: python -c \"import pandas; pandas.read_feather('{1}').to_parquet('{2}.parquet')\"":
    "преобразуйте в Parquet, например в pandas: python -c \"import pandas; pandas.read_feather('{1}').to_parquet('{2}.parquet')\"",
  'a date such as 2024-03-01 13:00': 'дата, например 2024-03-01 13:00',
  'a date with the day first, as in the rest of the file, such as 31.01.2024 13:00':
    'дата с днём впереди, как в остальном файле, например 31.01.2024 13:00',
  'a date with the month first, as in the rest of the file, such as 01/31/2024 1:00 PM':
    'дата с месяцем впереди, как в остальном файле, например 01/31/2024 1:00 PM',
  'line {1}{2}{3}: expected {4}': 'строка {1}{2}{3}: ожидается {4}',
  'its sha256 is {1}, but {2} is published': 'его sha256 — {1}, а опубликован {2}',
  'its checksum file does not name it: {1}': 'его файл контрольных сумм его не называет: {1}',
  before: 'раньше',
  after: 'позже',
  'a row is longer than {1} KiB': 'строка длиннее {1} КиБ',
  'there is no such file': 'такого файла нет',
  'it cannot be opened ({1})': 'он не открывается ({1})',
  'save it again, as UTF-8 if that can be chosen': 'сохраните его снова, по возможности в UTF-8',
  'a zone is given ({1}, {2}), but its times say their zone themselves':
    'указан пояс ({1}, {2}), но время в файле само называет свой пояс',
  'the bar of {1} opens before the bar of {2} ({3} long) closes':
    'свеча {1} открывается раньше, чем закрывается свеча {2} (длиной {3})',
  'the time': 'время',
  'the header ({1}) has no column for {2}': 'в заголовке ({1}) нет столбца для {2}',
  'the order of day and month in {1} cannot be told: every row can be read both ways':
    'порядок дня и месяца в {1} не определить: каждую строку можно прочитать двояко',
  'the order of day and month in {1} cannot be told: every row can be read in several ways':
    'порядок дня и месяца в {1} не определить: каждую строку можно прочитать по-разному',
  'a number with "{1}" before its decimals, as in the rest of the file':
    'число с "{1}" перед дробной частью, как в остальном файле',
  'give a table as text, a Parquet file, or one of them packed with gzip or zip':
    'дайте таблицу текстом, файл Parquet или то и другое, сжатое gzip или zip',
  'one settlement of {1}, as line {2} has it': 'один расчёт на {1}, как в строке {2}',
  'name them, e.g. fundingTime,fundingRate': 'назовите их, например fundingTime,fundingRate',
  'the header ({1}) has no time column': 'в заголовке ({1}) нет столбца времени',
  'the header ({1}) has no rate column': 'в заголовке ({1}) нет столбца ставки',
  'Z or an offset such as +03:00 (a named zone is ambiguous when its clocks change)':
    'Z или смещение, например +03:00 (именованный пояс неоднозначен при переводе часов)',
  '{1}; this number is before 1973 or after 5138 in every unit: name the unit if it is right':
    '{1}; это число в любых единицах раньше 1973 или позже 5138 года: если оно верно, назовите единицы',
  'the archive is empty': 'архив пуст',
  'the archive holds several files': 'в архиве несколько файлов',
  'the archive is damaged ({1})': 'архив повреждён ({1})',
  'no price and no volume{1}': 'без цены и без объёма{1}',
  ' in {1} rows': ', строк: {1}',
};
