/** Stored observations. */
export const terminalObservationsRu = {
  '{added} new, {unchanged} known already': 'новых {added}, уже известных {unchanged}',
  ', {n} contradict what was known first and were left out': ', противоречит известному раньше и отброшено {n}',
  '{file}: {n} {n:observation|observations} of {from} to {to}; {outcome}':
    '{file}: {n} {n:наблюдение|наблюдения|наблюдений}, {from} – {to}; {outcome}',
  'left out: {what}': 'отброшено: {what}',
  '{n} {n:observation|observations} claimed to be known before what {n:it speaks|they speak} of had ended: stored as known from that end on':
    '{n} {n:наблюдение названо известным|наблюдения названы известными|наблюдений названы известными} раньше, чем кончилось то, о чём {n:оно|они|они}: {n:сохранено как известное|сохранены как известные|сохранены как известные} с этого конца',
  '{source}: nothing left to ask for': '{source}: спрашивать больше нечего',
  '{source} from {from}: {n} {n:row|rows}; {outcome}': '{source} с {from}: {n} {n:строка|строки|строк}; {outcome}',
  'stopped: {error}': 'остановлено: {error}',
  '{n} in {gaps} {gaps:gap|gaps}': '{n} в {gaps} {gaps:пропуске|пропусках|пропусках}',
  rows: 'строки',
  versions: 'версии',
  conflicts: 'противоречия',
  'Snapshots: {live} archived live, {built} built from history.':
    'Снимки: сохранено вживую {live}, построено из истории {built}.',
  'Nothing is stored yet. "{command}" fetches history, "observations import FILE" reads a file.':
    'Ещё ничего не сохранено. "{command}" загружает историю, "observations import FILE" читает файл.',
  '{n} others': 'прочие ({n})',
  'known from: {rule}': 'известно с: {rule}',
  'why: {why}': 'почему: {why}',
  '{n} {n:row|rows} read: every checksum holds, and nothing was known before what it speaks of had ended.':
    '{n:Прочитана|Прочитаны|Прочитано} {n} {n:строка|строки|строк}: все контрольные суммы сходятся, и ничто не известно раньше, чем кончилось то, о чём оно.',
  'and {n} more {n:finding|findings}': 'и ещё {n} {n:находка|находки|находок}',
};
