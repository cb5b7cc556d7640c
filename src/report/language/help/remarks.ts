/** What stands below the options of a command: remarks, each a paragraph as it is printed. Command lines stay as they are. */
export const REMARKS_IN_RUSSIAN: Readonly<Record<string, string>> = {
  'Without --model: LLM_MODEL, else the configured Ollama server, else the statistical baseline.':
    'Без --model: LLM_MODEL, иначе настроенный сервер Ollama, иначе статистическое правило.',
  'Interrupted, the same command goes on where it stopped.':
    'После прерывания та же команда продолжает с того же места.',
  'Exit code: 0 where the bars can be used (warnings and notes too), 2 where they cannot.':
    'Код возврата: 0, если свечи годятся (и с предупреждениями и замечаниями), 2, если нет.',
  '--repeat: exit code 0 where the result is the same byte for byte, 4 where it is not, 2 where an input has changed.':
    '--repeat: код возврата 0, если результат тот же байт в байт, 4, если нет, 2, если входные данные изменились.',
  'It reads the journal, and bars that are named, asks no model and writes nothing; the session may be running.':
    'Читает журнал и названные свечи, модель не спрашивает и ничего не пишет; сессия может при этом идти.',
  'It reads journals and documents alone: it locks nothing, and may be left open beside a running session.':
    'Читает только журналы и документы: ничего не блокирует и может оставаться открытой рядом с идущей сессией.',
  'The same command again goes on where the session was. Ctrl-C, or "llm-trading sessions stop NAME", ends it cleanly.':
    'Та же команда ещё раз продолжает сессию. Ctrl-C или "llm-trading sessions stop NAME" завершает её чисто.',
  "It trades in Binance's demo trading unless --live and --i-understand are given, and with an account on\npaper where --dry-run is. The same command again goes on where the session was.":
    'Торгует на демо-счёте Binance, если не даны --live и --i-understand, и на бумажном счёте, если дан --dry-run.\nТа же команда ещё раз продолжает сессию.',
  'Each cut costs two reruns: one on data that end there, one on data with another future after it. No decision up to the cut may\nchange. A strategy that reads prices from a file of its own is not caught: that file stays as it is.':
    'Каждая точка стоит двух повторов: на данных, которые там кончаются, и на данных с другим будущим после неё. Ни одно решение\nдо точки не должно измениться. Стратегию, которая читает цены из своего файла, так не поймать: файл остаётся как есть.',
  'Exit codes: 0 no decision depends on the future, 4 some do (they are named), 2 wrong input.':
    'Коды возврата: 0 ни одно решение не зависит от будущего, 4 есть зависящие (они названы), 2 неверный ввод.',
  'Without --data it plays 90 days of the demo market. It listens on 127.0.0.1 alone, holds no money, and goes on until Ctrl-C.\nWhat is served, how orders fill and what can be made to fail: docs/REHEARSAL.md':
    'Без --data играет 90 дней демонстрационного рынка. Слушает только 127.0.0.1, денег не держит и идёт до Ctrl-C.\nЧто отдаёт, как исполняет ордера и какие сбои умеет: docs/REHEARSAL.ru.md',
  'Set it up once:': 'Настроить один раз:',
};

/** A help text with its remarks in Russian; a paragraph that is not known stays as it is. */
export const remarksInRussian = (text: string): string =>
  text
    .split('\n\n')
    .map((paragraph) => {
      const [, before, remark, after] = /^(\n*)([\s\S]*?)(\n*)$/.exec(paragraph)!;
      const [heading = '', ...rest] = remark!.split('\n');
      const known =
        REMARKS_IN_RUSSIAN[remark!] ??
        (REMARKS_IN_RUSSIAN[heading] === undefined ? remark! : [REMARKS_IN_RUSSIAN[heading], ...rest].join('\n'));
      return `${before!}${known}${after!}`;
    })
    .join('\n\n');
