import { describe, expect, it } from 'vitest';
import { DARK, LIGHT, type ColourName, type Theme } from './theme.js';

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

const SHADES: ColourName[] = ['gain-1', 'gain-2', 'gain-3', 'gain-4', 'loss-1', 'loss-2', 'loss-3', 'loss-4'];
const TEXT_ON: [ColourName, readonly ColourName[]][] = [
  ['text', ['page', 'surface', 'gain-area', 'loss-area', 'neutral-area', ...SHADES]],
  ['muted', ['page', 'surface', 'neutral-area']],
  ['gain', ['surface']],
  ['loss', ['surface']],
  ['notice-text', ['notice']],
  // The switch that is on: the surface's colour on the accent.
  ['surface', ['accent']],
];
/** Lines and marks have to be told from what they lie on: 3 (WCAG 1.4.11). */
const LINES: [ColourName, readonly ColourName[]][] = [
  ['accent', ['surface']],
  ['benchmark', ['surface', 'loss-area']],
  ['gain', ['gain-area', 'loss-area', 'neutral-area']],
  ['loss', ['gain-area', 'loss-area', 'neutral-area']],
];

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
] as [string, Theme][])('%s theme', (_, theme) => {
  it.each(TEXT_ON.flatMap(([front, backs]) => backs.map((back) => [front, back] as const)))(
    '%s on %s is readable',
    (front, back) => {
      expect(contrast(theme[front], theme[back])).toBeGreaterThanOrEqual(4.5);
    },
  );
  it.each(LINES.flatMap(([front, backs]) => backs.map((back) => [front, back] as const)))(
    '%s is seen on %s',
    (front, back) => {
      expect(contrast(theme[front], theme[back])).toBeGreaterThanOrEqual(3);
    },
  );
});
