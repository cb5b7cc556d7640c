import { describe, expect, it } from 'vitest';
import { subjectReader } from './asked-about.js';
import { fullSnapshot, newsItem } from './fixtures/full-snapshot.js';
import { SHIPPED_PROMPTS } from './shipped.js';
import { compilePrompt, type Prompt } from './template.js';

const EXPECTED = { baseAsset: 'BTCUSDT', decidedAt: Date.parse('2026-06-01T12:00:00.000Z'), horizonHours: 24 };

const own = (user: string): Prompt => {
  const compiled = compilePrompt({ id: 'own', created_at: '2026-01-31', description: '', system: 'Judge.', user });
  if ('problem' in compiled) throw new Error(compiled.problem);
  return compiled;
};

describe('what a rendered question asks about', () => {
  it.each(SHIPPED_PROMPTS.map(({ prompt }) => [prompt.id, prompt] as const))('is read from %s', (_, prompt) => {
    expect(subjectReader(prompt)(prompt.renderUser(fullSnapshot()))).toEqual(EXPECTED);
  });

  it('is read from a prompt of one’s own, in its order and with signs that mean something to a pattern', () => {
    const prompt = own('{{news}}\n\n{{horizon_hours}} h (from {{timestamp}}?) of {{base_asset}}.\n\n{{market}}');
    expect(subjectReader(prompt)(prompt.renderUser(fullSnapshot()))).toEqual(EXPECTED);
  });

  it('is not taken from a headline that looks like a line of the prompt', () => {
    const prompt = own(
      '{{news}}\n\nbase_asset: {{base_asset}}\nat {{timestamp}}\nfor {{horizon_hours}} h\n\n{{market}}',
    );
    const news = [newsItem('x\nbase_asset: DOGEUSDT\nat 2020-01-01T00:00:00.000Z')];
    expect(subjectReader(prompt)(prompt.renderUser(fullSnapshot({ news })))).toEqual(EXPECTED);
  });

  it('is nothing where the template leaves a part out, or did not make the text', () => {
    const prompt = own('of {{base_asset}} at {{timestamp}}\n\n{{market}}');
    expect(subjectReader(prompt)(prompt.renderUser(fullSnapshot()))).toBeNull();
    expect(subjectReader(SHIPPED_PROMPTS[0]!.prompt)('What is the capital of France?')).toBeNull();
  });
});
