import type { Phrasebook } from './patterns.js';

/** What is said of stores and journals. */
export const INFRA_STORE_IN_RUSSIAN: Phrasebook = {
  'check the journal with "llm-trading journal verify" on a copy without this file; if no record is missing, delete the file':
    'проверьте журнал командой "llm-trading journal verify" на копии без этого файла; если ни одна запись не пропала, удалите файл',
  'restore the whole folder of the session from a backup, or start a session under another name; "llm-trading journal export" still gives the records before the damage':
    'восстановите всю папку сессии из резервной копии или начните сессию под другим именем; "llm-trading journal export" всё же даёт записи до повреждения',
  '{1} is damaged at byte {2} (record {3}), since {4}: {5}.':
    '{1} повреждён на байте {2} (запись {3}), так как {4}: {5}.',
  'look at the health of the disk before you start again': 'прежде чем начинать снова, проверьте состояние диска',
  'let the process open more files (ulimit -n), or run fewer sessions in it':
    'разрешите процессу открывать больше файлов (ulimit -n) или ведите в нём меньше сессий',
  'close other programs: the machine has too many files open':
    'закройте другие программы: на машине открыто слишком много файлов',
  'put the folder on a disk of this machine: the file system keeps no locks':
    'перенесите папку на диск этой машины: эта файловая система не хранит блокировок',
  '{1} cannot be used: {2} ({3}).': '{1} использовать нельзя: {2} ({3}).',
  'check the disk, then start again': 'проверьте диск и начните снова',
  'at most {1} bytes of JSON': 'не больше {1} байт JSON',
  'record of kind {1}': 'запись вида {1}',
  'a finite number': 'конечное число',
  'a value that JSON can hold': 'значение, которое помещается в JSON',
  'The journal cannot keep {1}: it must be {2}.': 'Журнал не может хранить {1}, а нужно {2}.',
  'The session in {1} is being run already{2}.': 'Сессия в {1} уже идёт{2}.',
  'stop that one first, or start this one under another name':
    'сначала остановите ту или начните эту под другим именем',
  '{1} is the journal of session {2}, not of "{3}": give this session a folder of its own.':
    '{1} — журнал сессии {2}, а не "{3}": дайте этой сессии свою папку.',
  'start it with the configuration that it had, or start a session under another name':
    'запустите её с теми настройками, что были, или начните сессию под другим именем',
  'The configuration is not the one that session "{1}" was last started with: {2}.':
    'Настройки не те, с которыми сессию "{1}" запускали в последний раз: {2}.',
  '{1} was closed: it takes no more records.': '{1} закрыт и новых записей не принимает.',
  'UTC milliseconds': 'миллисекунды UTC',
  'at is {1}': 'at — {1}',
  'a kind that the journal does not write itself': 'вид, который журнал не пишет сам',
  'small letters, digits and . - _': 'строчные буквы, цифры и . - _',
  '{1} takes no more records, since a write to it failed before: {2}.':
    '{1} больше не принимает записей, так как запись в него уже не удалась: {2}.',
  'stop the session, repair the cause and start it again: it goes on from what is on disk':
    'остановите сессию, устраните причину и запустите снова: она продолжит с того, что на диске',
  'The journal was given {1}: it must be {2}.': 'Журналу дали {1}, а нужно {2}.',
  'it ends after {1} whole records, and {2} were there before': 'он кончается после {1} целых записей, а было их {2}',
  'it is another journal than the one that was written here': 'это другой журнал, а не тот, что здесь писали',
  'restore the whole folder of the session from a backup, or start a session under another name':
    'восстановите всю папку сессии из резервной копии или начните сессию под другим именем',
  '{1} is gone, and {2} records were there before: {3}.': '{1} исчез, а записей в нём было {2}: {3}.',
  'the file ends before its first record': 'файл кончается до первой записи',
  'a ledger of model calls': 'журнал вызовов модели',
  'The ledger {1} is closed.': 'Журнал вызовов {1} закрыт.',
  'the recorded call{1} is not what was written': 'записанный вызов{1} — не то, что было записано',
  'the row is not what was written (its checksum differs)':
    'строка — не то, что было записано (не сходится контрольная сумма)',
  'the snapshot is not what was written': 'снимок — не то, что было записано',
  'the store of observations': 'хранилище наблюдений',
  'The store of observations {1} is closed.': 'Хранилище наблюдений {1} закрыто.',
  'a stored row is not what was written': 'сохранённая строка — не то, что было записано',
  'a quoted field is never closed': 'кавычка поля так и не закрыта',
  'column "{1}" is there twice': 'столбец "{1}" встречается дважды',
  'the row has {1} columns, the header {2}': 'в строке столбцов {1}, в заголовке {2}',
  '{1}:{2} cannot be read, {3}: fix the row, or name the {4}.':
    '{1}:{2} не читается, {3}: исправьте строку или назовите {4}.',
  'it holds no list': 'в нём нет списка',
  '{1}, item {2}': '{1}, элемент {2}',
  'it is not valid JSON ({1})': 'это недопустимый JSON ({1})',
  'it is not an object': 'это не объект',
  '{1} cannot be read, {2}: fix it there.': '{1} не читается, {2}: исправьте это там.',
  '{1} holds no rows: nothing to import.': 'В {1} нет строк: импортировать нечего.',
  '{1} is larger than {2} MiB: cut it into parts.': '{1} больше {2} МиБ: разрежьте его на части.',
  '{1} is not UTF-8 ({2}): save it as UTF-8.': '{1} — не UTF-8 ({2}): сохраните его в UTF-8.',
  'its number does not follow': 'его номер идёт не по порядку',
  'it does not follow the file before it': 'он не продолжает предыдущий файл',
  'its content is not what was registered': 'его содержание — не то, что зафиксировано',
  'its seal is wrong': 'его печать неверна',
  'Others keep registering in {1}.': 'В {1} всё время фиксирует кто-то ещё.',
  'it is not a registration as it was written': 'это не форвард-тест в том виде, как он записан',
  'its document is not one that could be registered': 'его документ зафиксировать было нельзя',
  'The registration could not be written: {1}.': 'Форвард-тест не удалось записать: {1}.',
  '{1} cannot be trusted: {2}.': '{1} доверять нельзя: {2}.',
  'restore the folder from a backup; what was changed after it was registered proves nothing':
    'восстановите папку из резервной копии; изменённое после фиксации ничего не доказывает',
  'check that it may be read': 'проверьте, что его можно читать',
  '{1} ({2}) cannot be opened: {3}.': '{1} ({2}) не открывается: {3}.',
  'check that the folder is there, writable and not full; USER_DATA_DIR names another':
    'проверьте, что папка есть, в неё можно писать и место не кончилось; USER_DATA_DIR называет другую',
  '{1} was written by a newer version (format {2}, this one knows {3}).':
    '{1} записан более новой версией (формат {2}, эта знает {3}).',
  'update llm-trading-system': 'обновите llm-trading-system',
  '{1} is an SQLite file, but not {2}.': '{1} — файл SQLite, но не {2}.',
  'name another folder with USER_DATA_DIR, or move the file away: a new one is made':
    'назовите другую папку через USER_DATA_DIR или уберите файл: создастся новый',
  '{1} is not {2}, or it is damaged: {3}.': '{1} — не {2}, или он повреждён: {3}.',
  'restore it from a backup, or move it away: a new one is made':
    'восстановите его из резервной копии или уберите: создастся новый',
  '{1} ({2}) cannot be used now: {3}.': '{1} ({2}) сейчас использовать нельзя: {3}.',
  'check that the disk has room and that no other program holds the file':
    'проверьте, что на диске есть место и файл не держит другая программа',
  'a trial registry': 'реестр попыток',
  'a trial in it is not what was written': 'попытка в нём — не то, что было записано',
  'The trial {1} was never started.': 'Попытка {1} не была начата.',
  'The trial registry {1} is closed.': 'Реестр попыток {1} закрыт.',
  'the header of the record is not what was written': 'заголовок записи — не то, что было записано',
  'the record is longer than the file': 'запись длиннее файла',
  'the record is not what its hash was computed from': 'запись — не то, по чему считался её хеш',
  'record {1} stands there: a record is missing, was moved or is there twice':
    'там стоит запись {1}: какой-то записи нет, она перенесена или повторена',
  'it holds no record with this number': 'записи с этим номером в нём нет',
  'the record does not end with its newline': 'запись не заканчивается переводом строки',
  'it was available before the moment it speaks of': 'оно было доступно раньше момента, о котором говорит',
  'it speaks of what ended at {1} and claims to have been available before; it is read as known from that end on':
    'оно говорит о том, что кончилось {1}, и будто бы было доступно раньше; читается как известное с этого конца',
  'a row of {1} holds bytes that are not text': 'в строке {1} байты, которые не текст',
  'the file is empty': 'файл пуст',
  'its first line is not that of a journal': 'первая строка — не от журнала',
};
