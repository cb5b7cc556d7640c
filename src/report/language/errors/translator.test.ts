import { describe, expect, it } from 'vitest';
import { russian } from './russian.js';
import { Translator } from './translator.js';

const book = new Translator({
  '{1} is not there: check {2}.': 'Нет {1}: проверьте {2}.',
  'the disk is full': 'диск заполнен',
  '{1} cannot be written ({2})': '{1} не записать ({2})',
  '{1} of {2}': '{1} из {2}',
  '{1} cannot be copied to {2}: {3}.': 'В {2} не скопировать {1}: {3}.',
  'the server {1}': 'сервер {1}',
  'the server {1} sent nothing': 'сервер {1} молчит',
});

describe('a translator', () => {
  it('puts values where the other language has them, as they are', () => {
    expect(book.say('a.csv cannot be copied to /b: $& {1}.')).toBe('В /b не скопировать a.csv: $& {1}.');
  });

  it('says sentences inside a sentence, with and without their full stop', () => {
    expect(book.say('a.csv cannot be copied to /b: /b cannot be written (the disk is full).')).toBe(
      'В /b не скопировать a.csv: /b не записать (диск заполнен).',
    );
    expect(book.say('the disk is full.')).toBe('диск заполнен.');
    expect(book.say('x is not there: check y')).toBe('Нет x: проверьте y');
  });

  it('tells a long text by its lines, and leaves a line that is longer than any message as it is', () => {
    const hostile = 'x: y; z, (w) '.repeat(10_000);
    expect(book.say(`the disk is full\n${hostile}`)).toBe(`диск заполнен\n${hostile}`);
    expect(book.say(hostile)).toBe(hostile);
  });

  it('says the parts of a list, in brackets too, and keeps what it does not know', () => {
    expect(book.say('the disk is full; something else\nthe server a sent nothing')).toBe(
      'диск заполнен; something else\nсервер a молчит',
    );
    expect(book.say('Sorry (the disk is full).')).toBe('Sorry (диск заполнен).');
    expect(book.say(' (the disk is full)')).toBe(' (диск заполнен)');
    expect(book.say('Bitcoin rises as ETF flows return')).toBe('Bitcoin rises as ETF flows return');
    expect(book.say('')).toBe('');
  });

  it('takes the pattern that says most', () => {
    expect(book.say('the server a sent nothing')).toBe('сервер a молчит');
  });

  it('leaves sentences of others alone that only share a small word', () => {
    expect(book.say('3 of 4')).toBe('3 из 4');
    const headline = 'Chief of the largest exchange resigns after a week of outages';
    expect(book.say(headline)).toBe(headline);
  });
});

describe('Russian', () => {
  it.each([
    [
      'sizing.k_max (option --k-max) is "abc": it must be a number from 0 to 100, e.g. 2.',
      'sizing.k_max (параметр --k-max): указано "abc"; нужно число от 0 до 100, например 2.',
    ],
    [
      'llm.openai.api_key (environment variable OPENAI_API_KEY) has a space inside the key: paste the key alone, without spaces, line breaks or quotation marks.',
      'llm.openai.api_key (переменная окружения OPENAI_API_KEY) содержит пробел внутри ключа: вставьте только ключ, без пробелов, переводов строк и кавычек.',
    ],
    [
      '/tmp/x cannot be used, since the disk is full (ENOSPC): make room, then run the same command again.',
      '/tmp/x использовать нельзя, так как диск заполнен (ENOSPC): освободите место и выполните ту же команду снова.',
    ],
    [
      'bars.csv, line 3, column "close": expected a price above 0.',
      'bars.csv, строка 3, столбец "close", а ожидается цена больше 0.',
    ],
    [
      'No model gave a valid regime (ollama/x: The model server ollama at http://127.0.0.1:1 cannot be reached or broke off (ECONNREFUSED).)',
      'Ни одна модель не дала допустимого режима (ollama/x: Сервер моделей ollama на http://127.0.0.1:1 недоступен или оборвал связь (ECONNREFUSED).)',
    ],
    ['binance-spot did not answer in full within 20000 ms.', 'binance-spot: полного ответа нет за 20000 мс.'],
  ])('%s', (english, said) => {
    expect(russian.say(english)).toBe(said);
  });

  it('is quick enough for a list of a thousand remarks', () => {
    const remark = 'Bitcoin rises as ETF flows return: nobody knows why, says one of the analysts';
    russian.say(remark);
    const before = performance.now();
    for (let i = 0; i < 1_000; i++) russian.say(`${remark} (${i})`);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
