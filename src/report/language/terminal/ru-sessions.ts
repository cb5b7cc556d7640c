/** Sessions, leagues, their journals, and how they differ from their backtests. */
export const terminalSessionsRu = {
  running: 'идёт',
  ended: 'окончена',
  'crashed: the same command goes on where it was': 'прервалась: та же команда продолжит с того же места',
  'its journal cannot be trusted: "llm-trading journal verify" says why':
    'её журналу нельзя верить: "llm-trading journal verify" скажет почему',
  'There are no sessions yet: "{command}" begins one.': 'Сессий ещё нет: начните с "{command}".',
  'There are no more bars.': 'Свечи кончились.',
  'Interrupted; the same command goes on where it was.': 'Прервано; та же команда продолжит с того же места.',
  'Stopped; the same command goes on where it was.': 'Остановлено; та же команда продолжит с того же места.',
  'Session {name}': 'Сессия {name}',
  'Its journal is in {folder}; "llm-trading sessions show {session}" shows it again.':
    'Её журнал — в {folder}; "llm-trading sessions show {session}" покажет её снова.',
  Spot: 'Спот',
  'USD-M futures': 'Фьючерсы USD-M',
  'demo trading': 'демо-торговля',
  rehearsal: 'репетиция',
  'real money': 'настоящие деньги',
  paper: 'бумажная',
  'dry run': 'пробная',
  ' (no stop of its own)': ' (без своего стопа)',
  ' (stop at {price})': ' (стоп на {price})',
  ' (stop at {price}, follows by {share})': ' (стоп на {price}, следует на расстоянии {share})',
  'NOTHING IS TRADED: {reason}': 'НИЧЕГО НЕ ТОРГУЕТСЯ: {reason}',
  '{strategy} on {data}, begun {time}': '{strategy} на {data}, начата {time}',
  'fills by the order book of the moment': 'исполнения — по стакану в этот момент',
  'HALTED: {reason}': 'ОСТАНОВЛЕНА: {reason}',
  'earned {share} % of an opinion ({rule}), by {decisions} {decisions:decision|decisions}; at {time}':
    'заработано {share} % мнения ({rule}), по {decisions} {decisions:решению|решениям|решениям}; на {time}',
  'earned {share} % of an opinion ({rule}), by {decisions} {decisions:decision|decisions}, the last of which was known {days} days before; at {time}':
    'заработано {share} % мнения ({rule}), по {decisions} {decisions:решению|решениям|решениям}, исход последнего стал известен за {days} дн. до этого; на {time}',
  'went wrong so far: {faults}': 'сбои до сих пор: {faults}',
  'none was taken yet': 'ещё ни одной не взято',
  'the last one was taken {seconds} s after its close': 'последняя взята через {seconds} с после закрытия',
  'waits for the {interval} bar of {time} from {exchange}; {last}':
    'ждёт свечу {interval} от {time} с {exchange}; {last}',
  'would wait for the {interval} bar of {time} from {exchange}; {last}':
    'ждала бы свечу {interval} от {time} с {exchange}; {last}',
  'since {time}: {reason}': 'с {time}: {reason}',
  'No bar has been traded yet.': 'Ни одной свечи ещё не прошло.',
  nothing: 'ничего',
  '{moments} {moments:bar|bars} up to {time}; {fills} {fills:fill|fills}':
    '{moments} {moments:свеча|свечи|свечей} до {time}; {fills} {fills:исполнение|исполнения|исполнений}',
  'equity {equity} after {initial}: {change}': 'счёт {equity}, был {initial}: {change}',
  'holds {what}': 'держит: {what}',
  'refused by the guard: {reasons}': 'не пропущено: {reasons}',

  'no bar has been traded yet': 'ни одной свечи ещё не прошло',
  'equity {equity} ({change}) after {moments} {moments:bar|bars} up to {time}; {fills} {fills:fill|fills}':
    'счёт {equity} ({change}) за {moments} {moments:свечу|свечи|свечей} до {time}; {fills} {fills:исполнение|исполнения|исполнений}',
  'next decision at the close of {time} UTC': 'следующее решение при закрытии {time} UTC',
  'now, since {time}: {reason}': 'сейчас, с {time}: {reason}',
  'holds nothing': 'ничего не держит',
  'holds {position} ({share} of equity)': 'держит {position} ({share} счёта)',
  'stop at {price}': 'стоп на {price}',
  'follows by {share}': 'следует на расстоянии {share}',
  'no stop of its own': 'без своего стопа',
  'wants {wanted}': 'цель {wanted}',
  'wanted {wanted}, nothing was sent': 'цель {wanted}, ничего не отправлено',
  'wanted {wanted}, {sent} was sent': 'цель {wanted}, отправлено {sent}',
  'without a price': 'без цены',
  'opinion of {time}: none. {failure}': 'мнение на {time}: нет. {failure}',
  'opinion of {time} by {name}: bull {bull}, bear {bear}': 'мнение на {time}, {name}: рост {bull}, падение {bear}',
  nobody: 'никто',
  '{long} long, {short} short': 'лонг {long}, шорт {short}',
  '; {pair} after the cap on news': '; с пределом новостей {pair}',
  'k {pair} of at most {most}': 'k {pair}, не больше {most}',
  '${usd} a day': '${usd} в день',
  '${usd} a run': '${usd} на запуск',
  'no budget is set': 'бюджет не задан',
  'budget {limits}': 'бюджет {limits}',
  'model: {questions} {questions:question|questions}, {failed} failed, {calls} {calls:call|calls}; ${cost}, of it ${today} today; {budget}':
    'модель: {questions} {questions:вопрос|вопроса|вопросов}, неудачных {failed}, {calls} {calls:вызов|вызова|вызовов}; ${cost}, из них ${today} сегодня; {budget}',

  'League {name}': 'Лига {name}',
  '{session} could not go on: {reason}': '{session} не может продолжать: {reason}',
  'Registered forward tests: {list}; "{command}" lists them, and judges one by its number.':
    'Зафиксированные форвард-тесты: {list}; "{command}" перечисляет их и судит один по номеру.',
  'The same command goes on where it was; "llm-trading sessions compare {league}" shows this again.':
    'Та же команда продолжит с того же места; "llm-trading sessions compare {league}" покажет это снова.',
  session: 'сессия',
  mode: 'режим',
  equity: 'счёт',
  'P&L': 'доход',
  'calls, USD': 'вызовы, USD',
  scored: 'оценено',
  Brier: 'Брайер',
  'skill (95 %)': 'выигрыш (95 %)',
  'decisions more': 'ещё решений',
  'None of them is climatology (baseline/climatology), which skill is measured against.':
    'Среди них нет климатологии (baseline/climatology), относительно которой меряют выигрыш.',
  'Skill is against {reference}. "Decisions more": until it can be told from the best Brier score, or that one from the next best, if things go on as they did; 0 is now.':
    'Выигрыш — относительно {reference}. «Ещё решений» — до того, как сессию можно будет отличить от лучшей по Брайеру, а лучшую от следующей, если всё пойдёт так же; 0 — уже сейчас.',

  'Session {session} ({mode}) against the backtest of its own bars':
    'Сессия {session} ({mode}) рядом с бэктестом её же свечей',
  '{n} {n:bar|bars} from {from} to {to}': '{n} {n:свеча|свечи|свечей} с {from} по {to}',
  'backtest {backtest}, session {session}: {difference}': 'бэктест {backtest}, сессия {session}: {difference}',
  'Every decision and every fill is that of the backtest.': 'Все решения и исполнения — те же, что в бэктесте.',
  '{n} late': 'опоздало {n}',
  '{n} missing': 'отсутствует {n}',
  '{n} missed here and traded by the backtest': 'пропущено здесь, но есть в бэктесте {n}',
  '{n} left out': 'отброшено {n}',
  '{n} changed afterwards': 'изменилось потом {n}',
  'bars: {list}': 'свечи: {list}',
  'opinions: {asked} asked for, {failed} failed, {late} not asked for in time':
    'мнения: запрошено {asked}, неудачных {failed}, не запрошено вовремя {late}',
  'latency^cause': 'задержка',
  'slippage^cause': 'проскальзывание',
  'data^cause': 'данные',
  halt: 'остановка',
  other: 'прочее',
  none: 'нет',
  'close, UTC': 'закрытие, UTC',
  backtest: 'бэктест',
  'in total': 'всего',
  '{n} {n:decision|decisions} more; the JSON document has all of them.':
    'Ещё {n} {n:решение|решения|решений}; в документе JSON есть все.',

  'There is no such record.': 'Такой записи нет.',
  kind: 'вид',
  data: 'данные',
  '{shown} of {total} {total:record|records}; {option} shows more.':
    '{shown} из {total} {total:записи|записей|записей}; больше покажет {option}.',
  'It is running now.': 'Сессия сейчас идёт.',
  'It ended cleanly.': 'Сессия окончена как следует.',
  'It did not end cleanly: its next start recovers it.': 'Сессия прервалась: следующий запуск её восстановит.',
  'It is damaged.': 'Журнал повреждён.',
  ', {n} of them after a crash': ', из них {n} после сбоя',
  'the journal': 'журнал',
  '{name}: {n} {n:record|records}, every one as it was written. The last is of {time} UTC, its hash {hash}.':
    '{name}: {n} {n:запись|записи|записей}, все такие, какими были записаны. Последняя — от {time} UTC, её хеш {hash}.',
  '{n} {n:start|starts}': '{n} {n:запуск|запуска|запусков}',
  '{n} {n:byte|bytes} of an unfinished record behind the last one, at byte {offset}: it is being written.':
    '{n} {n:байт|байта|байт} незаконченной записи за последней, начиная с байта {offset}: она сейчас пишется.',
  'A crash left {n} {n:byte|bytes} of an unfinished record behind the last one, at byte {offset}: the next start cuts them off and keeps a copy.':
    'После сбоя за последней записью {n:остался|осталось|осталось} {n} {n:байт|байта|байт} незаконченной, начиная с байта {offset}: следующий запуск отрежет их и сохранит копию.',
};
