import { describe, expect, it } from 'vitest';
import { assertAscending, measuredOverlap, nonOverlappingWindows } from './overlap.js';

const every = (step: number, count: number) => Array.from({ length: count }, (_, i) => i * step);

describe('measuredOverlap', () => {
  it('is ceil(horizon / step) on a grid', () => {
    expect(measuredOverlap(every(1, 100), 24)).toBe(24);
    expect(measuredOverlap(every(4, 100), 24)).toBe(6);
    expect(measuredOverlap(every(5, 100), 24)).toBe(5);
    expect(measuredOverlap(every(24, 100), 24)).toBe(1);
    expect(measuredOverlap(every(30, 100), 24)).toBe(1);
  });

  it('finds the densest stretch', () => {
    expect(measuredOverlap([0, 24, 48, 49, 50, 51, 80], 24)).toBe(4);
    expect(measuredOverlap([], 24)).toBe(1);
  });
});

describe('nonOverlappingWindows', () => {
  it('counts windows side by side', () => {
    expect(nonOverlappingWindows(every(1, 72), 24)).toBe(3);
    expect(nonOverlappingWindows(every(1, 73), 24)).toBe(4);
    expect(nonOverlappingWindows(every(5, 10), 24)).toBe(2);
    expect(nonOverlappingWindows([0, 23, 24, 100], 24)).toBe(3);
    expect(nonOverlappingWindows([], 24)).toBe(0);
  });
});

describe('assertAscending', () => {
  it('names the first forecast that is out of order or repeated', () => {
    expect(() => assertAscending([1, 2, 2])).toThrow(
      'Forecast 2 (decided at 2) is not later than the one before it (2).',
    );
    expect(() => assertAscending([3, 1])).toThrow('Forecast 1');
    expect(() => assertAscending([1, 2, 5])).not.toThrow();
  });
});
