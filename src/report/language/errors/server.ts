import type { Phrasebook } from './patterns.js';

/** What is said of the dashboard's server. */
export const SERVER_IN_RUSSIAN: Phrasebook = {
  'This name is not one of the server’s.': 'Это не имя этого сервера.',
  'open it by 127.0.0.1, or allow the name when it is started':
    'откройте его по 127.0.0.1 или разрешите имя при запуске',
  'The request is refused: {1}.': 'Запрос отклонён: {1}.',
  'The body of a request is at most 1 MB.': 'Тело запроса — не больше 1 МБ.',
  'There is no such route.': 'Такого адреса в API нет.',
  'GET /api/v1/openapi.json lists them': 'их перечисляет GET /api/v1/openapi.json',
  'There is no such page.': 'Такой страницы нет.',
  'Too many wrong tokens: wait {1} s.': 'Слишком много неверных токенов: подождите {1} с.',
  'The server wants its token.': 'Серверу нужен токен.',
  'type what its token file holds': 'введите то, что лежит в его файле токена',
  'The body is not JSON: {1}.': 'Тело — не JSON: {1}.',
  'The server ended while this job was under way.': 'Сервер завершился, пока задание выполнялось.',
  'start it again': 'начните его снова',
  'There is no such job.': 'Такого задания нет.',
  'take an id from the list of jobs': 'возьмите идентификатор из списка заданий',
  '{1} jobs are waiting already.': 'Уже ждут заданий: {1}.',
  'wait for one to end, or cancel one': 'дождитесь окончания одного или отмените его',
  'The process of this job ended before it was done.': 'Процесс задания завершился раньше, чем оно было сделано.',
  'It is not said from when on: give from or days.': 'Не сказано, с какого времени: укажите from или days.',
  'The generated market stands alone: name it, or stored series.':
    'Сгенерированный рынок стоит отдельно: назовите его или сохранённые ряды.',
  'No model call has been recorded yet.': 'Ещё не записан ни один вызов модели.',
  '{1} is not stored.': '{1} не сохранён.',
  'before has to be the time and the key of a call, as time.key.': 'before — это время и ключ вызова: время.ключ.',
  'There is no such report.': 'Такого отчёта нет.',
  'take an id from the list': 'возьмите идентификатор из списка',
  'There is no league {1}.': 'Нет лиги {1}.',
  'There is a session {1} already.': 'Сессия {1} уже есть.',
  'choose another name': 'выберите другое имя',
  '{1} can be read by others: run "chmod 600 {2}".': '{1} могут прочитать другие: выполните "chmod 600 {2}".',
  'What is in {1} is no token: it takes at least {2} characters without spaces; remove the file to have one made.':
    'В {1} не токен: нужно не меньше {2} знаков без пробелов; удалите файл, и создастся новый.',
  '{1} can be reached from other machines: give {2} as well, a file that is made where it is missing.':
    '{1} доступен с других машин: укажите и {2} — файл, который создаётся, если его нет.',
  'Port {1} is taken: choose another, or 0 for any that is free.':
    'Порт {1} занят: выберите другой или 0, то есть любой свободный.',
  'Port {1} may not be used by this user: choose one from 1024 on.':
    'Порт {1} этому пользователю недоступен: выберите порт от 1024.',
  '{1} cannot be listened at: {2}.': 'На {1} слушать нельзя: {2}.',
  'The {1} is wrong{2}: {3}.': 'Неверно ({1}){2}: {3}.',
  'it comes from another origin': 'он с другого источника (origin)',
  'it comes from another site': 'он с другого сайта',
  'a change has to say its Origin': 'изменение должно назвать свой Origin',
  'a change has to carry the header X-LLM-Trading: page': 'изменение должно нести заголовок X-LLM-Trading: page',
  'a change has to be JSON': 'изменение должно быть в JSON',
  body: 'тело',
  query: 'строка запроса',
  'The server made a mistake; its log says which.': 'Сервер ошибся; в чём, сказано в его логе.',
};
