/** Stored bars and funding; what an exchange offers. */
export const terminalDataRu = {
  'Nothing is stored yet. "{fetch}" downloads hourly bars, "{import}" reads a file.':
    'Ещё ничего не сохранено. "{fetch}" загружает часовые свечи, "{import}" читает файл.',
  series: 'ряд',
  bars: 'свечи',
  size: 'размер',
  settlements: 'расчёты',
  'funding of {symbol}': 'фандинг {symbol}',
  Bars: 'Свечи',
  Damaged: 'Повреждено',

  '{n} {n:request|requests}': '{n} {n:запрос|запроса|запросов}',
  '{n} {n:file|files} verified': '{n:проверен|проверены|проверено} {n} {n:файл|файла|файлов}',
  '{n} kept from before': 'осталось с прошлого раза {n}',
  '{n} stored already': 'уже сохранено {n}',
  '{series}: {n} {n:settlement|settlements} new or changed, {rows} stored; {how}':
    '{series}: {n} {n:новый или изменённый расчёт|новых или изменённых расчёта|новых или изменённых расчётов}, сохранено {rows}; {how}',
  '{series}: {n} {n:bar|bars} new or changed, {rows} stored; {how}':
    '{series}: {n} {n:новая или изменённая свеча|новых или изменённых свечи|новых или изменённых свечей}, сохранено {rows}; {how}',
  'the archive has nothing of {symbol} in this range: is {symbol} spelt right? It may also be younger, or be traded on the other {option}':
    'в архиве нет {symbol} за этот период: верно ли написано {symbol}? Возможно, символ моложе или торгуется на другом рынке ({option})',
  'the archive has no {files}: not published yet, or from before the listing':
    'в архиве нет {files}: ещё не опубликовано или раньше листинга',
  'left out whole: {problem}': 'отброшено целиком: {problem}',
  '{files} does not fit its checksum: its days were taken instead':
    '{files} не сходится с контрольной суммой: вместо него взяты его дни',
  '{files} was taken without its checksum': '{files}: взято без контрольной суммы',
  '{n} {n:row|rows} left out: {list}': '{n:отброшена|отброшены|отброшено} {n} {n:строка|строки|строк}: {list}',
  'not received of what was asked for: {n} {n:settlement|settlements}, {list}':
    'из запрошенного не получено: {n} {n:расчёт|расчёта|расчётов}, {list}',
  'not received of what was asked for: {n} {n:bar|bars}, {list}':
    'из запрошенного не получено: {n} {n:свеча|свечи|свечей}, {list}',
  '{n} {n:bar|bars} added': '{n:добавлена|добавлены|добавлено} {n} {n:свеча|свечи|свечей}',
  '{n} replaced': 'заменено {n}',
  '{n} there already': 'уже было {n}',
  '{series}: {changes}, {rows} stored; from {n} {n:file|files}':
    '{series}: {changes}, сохранено {rows}; из {n} {n:файла|файлов|файлов}',
  '{file}: rows left out: {reasons}': '{file}: отброшены строки: {reasons}',
  'in {file}': 'в {file}',
  stored: 'сохранено',
  '{symbol}: {n} {n:bar|bars} of {interval} from {finer}, {where}':
    '{symbol}: {n} {n:свеча|свечи|свечей} {interval} из {finer}, {where}',
  '{n} {n:bar|bars} left out: the data start or end inside of them':
    '{n:отброшена|отброшены|отброшено} {n} {n:свеча|свечи|свечей}: данные начинаются или кончаются внутри',
  '{n} {n:bar|bars} made although finer bars are missing inside of them':
    '{n:сделана|сделаны|сделано} {n} {n:свеча|свечи|свечей}, хотя внутри не хватает более мелких',
  '{n} {n:settlement|settlements}': '{n} {n:расчёт|расчёта|расчётов}',
  '{from} to {to} UTC': '{from} – {to} UTC',
  '; it replaces a file of this name that held something else':
    '; он заменяет файл с тем же именем и другим содержимым',
  'A generated market that never was, the same on every machine.':
    'Сгенерированный рынок, которого не было; на каждой машине одинаковый.',

  'Nothing odd.': 'Ничего странного.',
  '; {n} of them are listed': '; перечислено {n}',
  '{n} {n:finding|findings}': '{n} {n:находка|находки|находок}',
  'The bars cannot be used as they are.': 'В таком виде свечи использовать нельзя.',
  'The bars can be used.': 'Свечи можно использовать.',
  '{n} {n:row|rows}': '{n} {n:строка|строки|строк}',
  ', times in {format}': ', время в {format}',

  'No pair is stored. "{fetch}" downloads one; "{pairs}" lists what there is.':
    'Ни одной пары не сохранено. "{fetch}" загружает пару, "{pairs}" показывает, какие есть.',
  pair: 'пара',
  funding: 'фандинг',
  '{exchange} trades no such pair.': 'На {exchange} такой пары нет.',
  others: 'прочие',
  '{n} {n:pair|pairs}': '{n} {n:пара|пары|пар}',
  'Perpetuals ({option})': 'Бессрочные контракты ({option})',
  '; needs a key of yours: not possible here': '; нужен ваш ключ: здесь нельзя',
  '; needs POST requests: not possible here': '; нужны запросы POST: здесь нельзя',
  'mark price': 'цена маркировки',
  'bars of {n} {n:length|lengths}': 'свечи {n} {n:длины|длин|длин}',
  '{n} more need a key or POST requests and cannot be fetched: {option} shows them.':
    'Ещё {n} требуют ключа или запросов POST, и загрузить с них нельзя: их покажет {option}.',
  'None of these needs a key for its bars. "{intervals}" names the lengths of one, "{pairs}" its pairs.':
    'Ни одной из них для свечей ключ не нужен. "{intervals}" назовёт длины свечей, "{pairs}" — пары.',
  'Where nothing is said, no key is needed.': 'Где ничего не сказано, ключ не нужен.',
  '(the archive; 1s of spot markets alone)': '(архив; 1s только для спота)',
  'Of no fixed length, and of no use here: {list}': 'Без постоянной длины и потому здесь бесполезны: {list}',
  '"llm-trading data resample" makes coarser bars of finer ones.':
    '"llm-trading data resample" делает из мелких свечей более крупные.',
};
