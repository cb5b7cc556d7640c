/** What is said while something runs, and in one line at its end. */
export const terminalProgressRu = {
  '{model} is thinking': '{model} думает',
  '{model} is thinking about {n} {n:asset|assets}': '{model} думает о {n} {n:активе|активах|активах}',
  '{model} is answering ({characters} {characters:character|characters})':
    '{model} отвечает ({characters} {characters:знак|знака|знаков})',
  '{model} is answering question {n} of {total}': '{model} отвечает на вопрос {n} из {total}',
  reading: 'чтение',
  'reading {file}': 'чтение {file}',
  'writing the report': 'запись отчёта',
  'repeating {id}': 'повтор {id}',
  'running^progress': 'бэктест',
  'bar {done} of {total}': 'свеча {done} из {total}',
  'decision {done} of {total}': 'решение {done} из {total}',
  ', {n} failed': ', неудачных {n}',
  ', the first answer is awaited': ', ждём первого ответа',
  '{n} of {total}: {model}': '{n} из {total}: {model}',
  snapshots: 'снимки',
  attribution: 'атрибуция',
  'moment {done} of {total}': 'момент {done} из {total}',
  'shift {done} of {total}': 'сдвиг {done} из {total}',
  'looking at everything': 'проверка всего',
  'looking ahead': 'заглядывание вперёд',
  'rerun {done} of {total}': 'повтор {done} из {total}',
  'asking for the past of {asset}': 'запрос прошлого {asset}',
  'asking the model servers': 'запрос серверов моделей',
  'talking to the models': 'разговор с моделями',
  'asking about {time}': 'вопрос о {time}',
  import: 'импорт',
  'storing {n} series': 'сохранение рядов: {n}',
  '{name}: asking the archive': '{name}: запрос архива',
  '{name}: asking {exchange}': '{name}: запрос {exchange}',
  'asking {exchange}': 'запрос {exchange}',
  looking: 'поиск',
  'asking {model} at {address}': 'запрос {model} на {address}',
  'asking {exchange} and the other sources about {assets}': 'запрос {exchange} и других источников о {assets}',
  'building snapshots': 'построение снимков',
  '{done} of {total}': '{done} из {total}',
  '{n} a minute': '{n} в минуту',
  '{share} % refused': 'без мнения {share} %',
  '{usd} more': 'ещё {usd}',
  'cost an amount that is not known': 'будет стоить неизвестно сколько',
  'cost about {usd}': 'будет стоить около {usd}',
  'cost nothing': 'не будет стоить ничего',
  'none was refused': 'без мнения ни одного',
  '{failed} of {done} ({share} %) were refused': 'без мнения {failed} из {done} ({share} %)',
  '{name}: {rate} answers a minute, {lost}. The other {left} will take about {time} and {cost}. Ctrl-C keeps what is answered.':
    '{name}: ответов в минуту {rate}, {lost}. Остальное ({left}) займёт около {time} и {cost}. Ctrl-C сохранит то, что отвечено.',

  'Interrupted.': 'Прервано.',
  'Interrupted before the first answer. To ask again:': 'Прервано до первого ответа. Спросить заново:',
  'Interrupted after {done} of {total} {total:decision|decisions}; their answers are kept. To ask again, about the market as it is then:':
    'Прервано после {done} из {total} {total:решения|решений|решений}; ответы сохранены. Спросить заново, уже о рынке того момента:',
  'Interrupted after {done} of {total} {total:decision|decisions}; their answers are kept. To go on with the rest:':
    'Прервано после {done} из {total} {total:решения|решений|решений}; ответы сохранены. Продолжить с остальными:',
  'its price is not known': 'цена неизвестна',
  'it costs nothing': 'бесплатно',
  'Statistical baselines alone: no language model is asked, and it costs nothing.':
    'Только статистические правила: языковую модель не спрашивают, это бесплатно.',
  'at most ${usd}': 'не больше ${usd}',
  '{model} with {prompt}: up to {n} {n:question|questions}, {cost}; recorded answers cost nothing.':
    '{model} с {prompt}: до {n} {n:вопроса|вопросов|вопросов}, {cost}; записанные ответы бесплатны.',
  'Together at most ${usd}.': 'Вместе не больше ${usd}.',
  '{usual} is not on the server, so {model} is tried: --model {model} names it, or another.':
    '{usual} нет на сервере, поэтому пробуется {model}: её или другую называет --model {model}.',
  '{n} {n:observation|observations}': '{n} {n:наблюдение|наблюдения|наблюдений}',
  '{n} {n:observation|observations} in {file}': '{n} {n:наблюдение|наблюдения|наблюдений} в {file}',
  '{n} {n:snapshot|snapshots}': '{n} {n:снимок|снимка|снимков}',
  '{n} {n:snapshot|snapshots} in {file}': '{n} {n:снимок|снимка|снимков} в {file}',
  'Wrote {file}': 'Записано: {file}',
  'Saved {file}': 'Сохранено: {file}',
  'the most frequent set': 'самый частый набор',
  'against the first': 'отличия от первого',
  ', written to {file}': ', записано в {file}',
  '{n} {n:snapshot|snapshots} built, {added} new in the store{written}.':
    '{n:Построен|Построены|Построено} {n} {n:снимок|снимка|снимков}, новых в хранилище {added}{written}.',
  'Sets of fields; decisions with different ones are never pooled:':
    'Наборы полей; решения с разными никогда не объединяются:',
  'The dashboard is at {url}': 'Панель открыта: {url}',
  'It asks for the token, which is in {file}.': 'Она спросит токен; он в {file}.',
  'It shows generated data. Ctrl-C ends it, and whatever it made is gone then.':
    'Она показывает сгенерированные данные. Ctrl-C завершит её, и всё, что в ней сделано, исчезнет.',
  'as a dry run on paper (no key is used, nothing is sent)':
    'как пробная на бумаге (без ключа, ничего не отправляется)',
  'Ctrl-C ends it; sessions that were started from it go on.':
    'Ctrl-C завершит её; сессии, запущенные из неё, продолжатся.',
  'Wrote {file}: every setting is in it, switched off. "llm-trading config show" shows what is in force.':
    'Записано: {file}. В нём все настройки, выключенные; действующие покажет "llm-trading config show".',
  'Session {name} is not running.': 'Сессия {name} не идёт.',
  'Session {name} ends after the bar it is at.': 'Сессия {name} завершится после текущей свечи.',
  '{file} is there: no session trades until it is gone.': '{file} создан: ни одна сессия не торгует, пока он есть.',
  '{file} is there: session {name} no longer trades until it is gone.':
    '{file} создан: сессия {name} не торгует, пока он есть.',
  'The halt is taken back.': 'Остановка снята.',
  'Nothing was halted there.': 'Там ничего не было остановлено.',
  'Exported {n} {n:call|calls}': 'Выгружено {n} {n:вызов|вызова|вызовов}',
  'Exported {n} {n:call|calls} to {file}': 'Выгружено {n} {n:вызов|вызова|вызовов} в {file}',
  'Exported {n} {n:record|records}': 'Выгружено {n} {n:запись|записи|записей}',
  'Exported {n} {n:record|records} to {file}': 'Выгружено {n} {n:запись|записи|записей} в {file}',
  "; {n} of them are told otherwise by the file, and the ledger's own stand":
    '; {n} из них в файле другие, остались свои',
  'Imported {added} {added:call|calls}, {known} were there already{odd}.':
    'Загружено {added} {added:вызов|вызова|вызовов}, уже было {known}{odd}.',
  'Change its words and its description, then compare and use it:':
    'Измените его слова и описание, затем сравните и применяйте:',
  'Try it on generated data:': 'Попробуйте на сгенерированных данных:',
  'Delete the run {id} under {folder}?': 'Удалить бэктест {id} в {folder}?',
  'Delete {n} {n:run|runs} under {folder}?': 'Удалить {n} {n:бэктест|бэктеста|бэктестов} в {folder}?',
  'Nothing was deleted.': 'Ничего не удалено.',
  'A crash had left {n} {n:byte|bytes} unfinished at the end of the journal: they were cut off.':
    'После сбоя в конце журнала {n:остался|остались|осталось} {n} {n:недописанный байт|недописанных байта|недописанных байт}: они отрезаны.',
  'Opinions are traded as they are given, unmeasured: whatever they are worth. With --earned walk-forward a session trades of them what its own outcomes show, and nothing before that.':
    'По мнениям торгуют как есть, без измерения: чего бы они ни стоили. С --earned walk-forward сессия торгует лишь ту их долю, которую показали её собственные исходы, а до того — ничего.',
  'Session {name} begins in {folder}.': 'Сессия {name} начинается в {folder}.',
  'Session {name} goes on after {n} {n:bar|bars}.': 'Сессия {name} продолжается после {n} {n:свечи|свечей|свечей}.',
  'Session {name} begins {where}, in {folder}.': 'Сессия {name} начинается {where}, в {folder}.',
  'Session {name} goes on {where} after {n} {n:bar|bars}.':
    'Сессия {name} продолжается {where} после {n} {n:свечи|свечей|свечей}.',
  "in Binance's demo trading": 'на демо-счёте Binance',
  'on a replay exchange': 'на бирже-повторе',
  'with REAL MONEY at Binance': 'на НАСТОЯЩИЕ ДЕНЬГИ на Binance',
  'bought {quantity} {symbol} at {price} ({reason}), fee {fee}':
    'куплено {quantity} {symbol} по {price} ({reason}), комиссия {fee}',
  'sold {quantity} {symbol} at {price} ({reason}), fee {fee}':
    'продано {quantity} {symbol} по {price} ({reason}), комиссия {fee}',
  'Metrics are at {url}.': 'Метрики: {url}.',
  'Session {name} is no registered forward test: {reason}': 'Сессия {name} — не зафиксированный форвард-тест: {reason}',
  'Session {name} cannot go on, and the others do: {reason}':
    'Сессия {name} не может продолжать, остальные продолжают: {reason}',
  'Next: "{command} doctor" checks sources and models, "{command} cycle --real-data" takes the real market.':
    'Дальше: "{command} doctor" проверит источники и модели, "{command} cycle --real-data" возьмёт настоящий рынок.',
  'The same data in a browser: {command} serve --demo': 'Те же данные в браузере: {command} serve --demo',
  'Replay exchange at {url}': 'Биржа-повтор: {url}',
  '  plays    {symbols} from {from} to {to} UTC, {pace}': '  играет   {symbols}, {from} – {to} UTC, {pace}',
  '  bars     {sources}, history from {from} UTC': '  свечи    {sources}, история с {from} UTC',
  'the demo market': 'демонстрационный рынок',
  '  key      {key}, secret {secret}': '  ключ     {key}, секрет {secret}',
  '  control  POST {url}/replay/advance?bars=1, GET {url}/replay/state':
    '  команды  POST {url}/replay/advance?bars=1, GET {url}/replay/state',
  'Ctrl-C ends this view alone.': 'Ctrl-C завершит только этот просмотр.',
  'Not taken from the run: {field}. {reason}': 'Не взято из бэктеста: {field}. {reason}',
  'Ctrl-C ends it.': 'Ctrl-C завершит её.',
  'time passes when it is told to': 'время идёт по команде',
  '{n} times as fast as it was': 'в {n} раз быстрее, чем было',
};
