import { describe, expect, it } from 'vitest';
import { sayIn } from '../report/language/say.js';
import { commandLine, interruptedText } from './go-on.js';

const say = sayIn('en');
const io = { env: {}, platform: 'linux' };

describe('what is said after Ctrl-C', () => {
  it('is one word where no model was asked', () => {
    expect(interruptedText(['data', 'fetch'], null, io, say)).toBe('Interrupted.');
  });

  it('is how far it came, and the command that goes on', () => {
    const argv = ['evaluate', '--data', 'BTCUSDT:1h', '--model', 'ollama/llama3.2'];
    expect(interruptedText(argv, { done: 12, total: 730 }, io, say)).toBe(
      'Interrupted after 12 of 730 decisions; their answers are kept. To go on with the rest:\n  llm-trading evaluate --data BTCUSDT:1h --model ollama/llama3.2',
    );
    expect(interruptedText(argv, { done: 0, total: 730 }, io, say)).toMatch(/^Interrupted before the first answer\./);
  });

  it('says that the market of now is another one then', () => {
    const text = interruptedText(['cycle', '--real-data', '--assets', 'BTC,ETH'], { done: 1, total: 2 }, io, say);
    expect(text).toContain('about the market as it is then:\n  llm-trading cycle --real-data --assets BTC,ETH');
  });

  it.each([
    ['it is', `'it is'`],
    [`it's`, `'it'\\''s'`],
    ['$HOME;rm', `'$HOME;rm'`],
    ['', `''`],
    ['ollama/a:b-c_d@1.0', 'ollama/a:b-c_d@1.0'],
  ])('quotes %j for the shell', (argument, shown) => {
    expect(commandLine(['backtest', argument], io)).toBe(`llm-trading backtest ${shown}`);
  });

  it('names the command that is there', () => {
    expect(commandLine(['cycle'], { ...io, env: { npm_lifecycle_event: 'start' } })).toBe('npx llm-trading cycle');
    expect(commandLine(['cycle', 'a b'], { ...io, platform: 'win32' })).toBe('llm-trading cycle "a b"');
  });
});
