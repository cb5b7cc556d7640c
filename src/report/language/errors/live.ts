import type { Phrasebook } from './patterns.js';

/** What is said of live sessions. */
export const LIVE_IN_RUSSIAN: Phrasebook = {
  '"{1}" cannot be the id of an order.': '"{1}" не может быть идентификатором ордера.',
  'a tag of 4 to 12 of a-z0-9, a time in whole ms, an attempt from 1':
    'метка из 4–12 знаков a-z0-9, время в целых мс, попытка не меньше 1',
  'the account holds {1} {2}, and by the journal it is {3}: money was moved that this session does not know of':
    'на счёте {1} {2}, а по журналу {3}: деньги двигались без ведома сессии',
  '{1} {2} came': 'пришло {1} {2}',
  '{1} {2} went': 'ушло {1} {2}',
  'a live session gives orders at the market, with a stop: no limits and no take-profits':
    'сессия live даёт рыночные ордера со стопом: без лимитных ордеров и тейк-профитов',
  'The order id {1} was used before.': 'Идентификатор ордера {1} уже использован.',
  'The journal speaks of order {1}, which it does not hold.': 'Журнал говорит об ордере {1}, которого в нём нет.',
  '{1} of {2} could not be closed': 'не удалось закрыть {1} {2}',
  '{1} of {2} could not be closed: {3}': 'не удалось закрыть {1} {2}: {3}',
  '{1} of {2} could not be had': 'не удалось получить {1} {2}',
  'what became of order {1} is not known yet': 'что стало с ордером {1}, пока неизвестно',
  'the stop {1} could not be taken back': 'стоп {1} не удалось отозвать',
  '{1} of {2} is below the least that the exchange takes ({3}, worth {4})':
    '{1} {2} меньше наименьшего, что принимает биржа ({3}, на сумму {4})',
  'the exchange did not take the order in': 'биржа не приняла ордер',
  'The account holds {1} {2}, and the session is to begin with {3}.': 'На счёте {1} {2}, а сессия должна начать с {3}.',
  'give less by {1}, or put more on the account': 'дайте меньше через {1} или пополните счёт',
  'ahead of': 'спешат',
  "The clock of this machine is {1} s {2} the exchange's: at most {3} s is taken.":
    'Часы этой машины отличаются от часов биржи на {1} с ({2}): допускается не больше {3} с.',
  'let the machine set its clock by NTP (e.g. timedatectl set-ntp true) and start again':
    'пусть машина ставит часы по NTP (например, timedatectl set-ntp true), затем начните снова',
  'The key may withdraw money: such a key is not used here.':
    'Ключ разрешает вывод денег: такой ключ здесь не используется.',
  'make a key without the right to withdraw, limited to the addresses of this machine':
    'создайте ключ без права вывода, ограниченный адресами этой машины',
  'The key may not trade.': 'Ключ не разрешает торговать.',
  'allow it spot trading': 'разрешите ему торговлю на споте',
  'allow it futures': 'разрешите ему фьючерсы',
  'The account holds long and short apart (hedge mode): its orders would be refused (-4061).':
    'Счёт держит лонг и шорт отдельно (режим хеджирования): его ордера были бы отклонены (-4061).',
  'set the position mode of the account to one-way, which takes no position and no order open':
    'переключите счёт в односторонний режим; для этого не должно быть открытых позиций и ордеров',
  '{1} is set to leverage {2} with isolated margin, and cannot be changed to {3}, isolated.':
    'У {1} плечо {2} с изолированной маржой, и сменить на {3}, изолированную, нельзя.',
  '{1} is set to leverage {2} with isolated margin, and cannot be changed to {3}, cross.':
    'У {1} плечо {2} с изолированной маржой, и сменить на {3}, кросс-маржу, нельзя.',
  '{1} is set to leverage {2} with cross margin, and cannot be changed to {3}, isolated.':
    'У {1} плечо {2} с кросс-маржой, и сменить на {3}, изолированную, нельзя.',
  '{1} is set to leverage {2} with cross margin, and cannot be changed to {3}, cross.':
    'У {1} плечо {2} с кросс-маржой, и сменить на {3}, кросс-маржу, нельзя.',
  'close what is open in it, or give the leverage that it has':
    'закройте, что по нему открыто, или задайте плечо, которое у него есть',
  '{1} orders of {2} are open that this session did not give: {3}.':
    'Открыто ордеров {2}, которых сессия не давала: {1} ({3}).',
  'take them back, or let the session do it by {1}': 'отзовите их или поручите это сессии через {1}',
  "A position of {1} {2} is open that is not this session's.": 'Открыта позиция {1} {2}, которая не от этой сессии.',
  'close it, or let the session take it over by {1}': 'закройте её или поручите сессии перенять её через {1}',
  'an order {1} is open that this session did not give': 'открыт ордер {1}, которого сессия не давала',
  'order {1} is open, and was taken for {2}': 'ордер {1} открыт, а считался {2}',
  'order {1} is open no more': 'ордер {1} больше не открыт',
  'the exchange holds {1} {2}, and by the journal it is {3}': 'на бирже {1} {2}, а по журналу {3}',
  'the bar closed {1} bars ago, at most {2}': 'свеча закрылась {1} свечей назад, допускается {2}',
  '{1} decisions in a row got no answer': 'решений подряд без ответа: {1}',
  '{1} % lost today, at most {2} %': 'сегодня потеряно {1} %, допускается {2} %',
  'entered {1} times today, at most {2}': 'входов сегодня: {1}, допускается {2}',
  'positions grow from {1} to {2} h UTC only': 'позиции растут только с {1} до {2} ч UTC',
  'must be a time such as 2024-03-01T13:00Z': 'нужно время, например 2024-03-01T13:00Z',
  'No bars can be had: {1} It is asked again.': 'Свечи получить не удаётся: {1} Будет новая попытка.',
  'It cannot be taken up yet: {1} It is tried again.': 'Продолжить пока не удаётся: {1} Будет новая попытка.',
  'The exchange answers again after {1} s.': 'Биржа снова отвечает через {1} с.',
  'lies in the future': 'в будущем',
  'cannot be one': 'такой быть не может',
  'no more bars': 'свечей больше нет',
  'the process was told to end': 'процессу велели завершиться',
  'Record {1} of the journal ({2}, {3}) cannot be replayed: {4}.':
    'Запись {1} журнала ({2}, {3}) нельзя повторить: {4}.',
  'continue it with the program, the strategy and the parameters that wrote it, or begin a new session':
    'продолжайте с той программой, стратегией и параметрами, с которыми она записана, или начните новую сессию',
  'it is a record of {1}': 'это запись {1}',
  'Record {1} of the journal is not what a session writes: {2}.': 'Запись {1} журнала — не то, что пишет сессия: {2}.',
  'continue the session with the version that wrote it': 'продолжайте сессию той версией, которая её записала',
  'Record {1} of the journal measures an opinion that is not there.':
    'Запись {1} журнала измеряет мнение, которого нет.',
  'begin a new session': 'начните новую сессию',
  'the strategy wants something else': 'стратегия хочет другого',
  'the account comes out otherwise': 'счёт получается другим',
  'it belongs to no bars': 'она не относится ни к одной свече',
  behind: 'отстают',
  'it could not have its stop at {1}, and was closed: {2}': 'поставить стоп на {1} не удалось, позиция закрыта: {2}',
  'The exchange answers, but the bar that opened at {1} is not there, nor a later one, {2} s after its close.':
    'Биржа отвечает, но свечи, открывшейся в {1}, нет, как и более поздней, спустя {2} с после её закрытия.',
  "The exchange's clock and this machine's have moved apart by {1} s since the start; the exchange's is ahead. A bar has closed when both say so, or when a later one is there.":
    'Часы биржи и этой машины разошлись с начала на {1} с; часы биржи спешат. Свеча закрыта, когда так говорят обе стороны или есть более поздняя.',
  "The exchange's clock and this machine's have moved apart by {1} s since the start; the exchange's is behind. A bar has closed when both say so, or when a later one is there.":
    'Часы биржи и этой машины разошлись с начала на {1} с; часы биржи отстают. Свеча закрыта, когда так говорят обе стороны или есть более поздняя.',
  'The bar': 'Свеча',
  '{1} of {2} from {3} on is missing: the session goes on without.':
    'нет {1} {2} начиная с {3}: сессия идёт дальше без неё.',
  '{1} of {2} from {3} on are missing: the session goes on without.':
    'нет {1} {2} начиная с {3}: сессия идёт дальше без них.',
  'The bar of {1} at {2} is there now, after the session went on without it: it is left out.':
    'Свеча {1} на {2} появилась, когда сессия уже пошла дальше без неё: она пропущена.',
  '{1} {2} is {3} now': '{1} {2} теперь {3}',
  'The bar of {1} at {2} has changed: {3}. What was traded stays.':
    'Свеча {1} на {2} изменилась: {3}. Сделанные сделки остаются.',
  'The bar of {1} at {2} {3}: it is left out.': 'Свеча {1} на {2} {3}: она пропущена.',
  'A paper account holds one quote asset, and the symbols have {1}: {2}.':
    'Бумажный счёт ведётся в одной валюте котировки, а у символов их {1}: {2}.',
  'The paper account holds {1} with isolated margin at leverage {2}, and with no other.':
    'Бумажный счёт держит {1} с изолированной маржой и плечом {2}, и ни с каким другим.',
  '{1} is not a quantity that is taken: steps of {2}, from {3}': 'количество {1} не принимается: шаг {2}, от {3}',
  'it is worth {1}, below the least of {2}': 'его стоимость {1} меньше наименьшей, {2}',
  'a paper account takes stops that close a position, and no others':
    'бумажный счёт принимает только стопы, закрывающие позицию',
  'it would trigger at once: price is {1}': 'он сработал бы сразу: цена {1}',
  'there is no position that it could make smaller': 'нет позиции, которую он мог бы уменьшить',
  '{1} of {2} can be sold, not {3}': 'продать можно {1} {2}, а не {3}',
  '{1} would be needed, and {2} is there': 'нужно {1}, а есть {2}',
  'trade those of each in a session of their own': 'торгуйте символы каждой валюты в отдельной сессии',
  'an order {1} is there': 'ордер {1} уже есть',
  'the order book came {1} ms after it was asked for, and {2} ms is the most that is taken':
    'стакан пришёл через {1} мс после запроса, а принимается не больше {2} мс',
  'the order book is of {1} ms ago, and {2} ms is the most that is taken':
    'стакану {1} мс, а принимается не больше {2} мс',
  'the order book is older than one that was told before: {1} after {2}':
    'стакан старше уже полученного: {1} после {2}',
  'no order {1} is open': 'открытого ордера {1} нет',
};
