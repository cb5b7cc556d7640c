import { describe, expect, it } from 'vitest';
import { crowdProbability } from './crowd.js';

const vote = (model: string, probBull: number): { readonly model: string; readonly probBull: number } => ({
  model,
  probBull,
});

describe('the crowd', () => {
  it('is the mean of the probabilities, not that of the log-odds', () => {
    expect(crowdProbability([vote('a', 0.9), vote('b', 0.3), vote('c', 0.6)])).toBeCloseTo(0.6, 15);
    // The logarithmic pool of these would be 0.8326.
    expect(crowdProbability([vote('a', 0.99), vote('b', 0.2)])).toBeCloseTo(0.595, 15);
    expect(crowdProbability([vote('a', 0), vote('b', 1)])).toBe(0.5);
  });

  it('gives each model one vote, however many prompts it was asked with', () => {
    // a: (0.8 + 0.6) / 2 = 0.7; with b: (0.7 + 0.1) / 2. One vote a prompt would make it 0.5.
    expect(crowdProbability([vote('a', 0.8), vote('a', 0.6), vote('b', 0.1)])).toBeCloseTo(0.4, 15);
  });

  it('takes two models', () => {
    expect(crowdProbability([])).toBeNull();
    expect(crowdProbability([vote('a', 0.7)])).toBeNull();
    expect(crowdProbability([vote('a', 0.7), vote('a', 0.2)])).toBeNull();
  });
});
