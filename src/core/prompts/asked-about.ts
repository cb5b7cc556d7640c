import type { PromptTemplate } from './template.js';

/** What a rendered question asks about. */
export interface AskedSubject {
  readonly baseAsset: string;
  /** UTC ms. */
  readonly decidedAt: number;
  readonly horizonHours: number;
}

/** What the values of a prompt look like where they stand inside a line. */
const SHAPES: Readonly<Record<string, string>> = {
  base_asset: '[A-Za-z0-9][A-Za-z0-9/:_.-]{0,39}',
  timestamp: '\\d{4}-\\d{2}-\\d{2}T[\\d:.]{5,12}Z',
  horizon_hours: '\\d+(?:\\.\\d+)?',
};
const WANTED = Object.keys(SHAPES);
const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Reads from a question that was rendered by this template which asset, moment and horizon it asks about. The words of the template
 * around its placeholders say where they stand; news stand on lines of their own, which begin as no line of a template does.
 * @returns null for a text that the template did not make, or whose template leaves one of the three out
 */
export function subjectReader({ user }: Pick<PromptTemplate, 'user'>): (question: string) => AskedSubject | null {
  const patterns = user.split(/\r?\n/).flatMap((raw): [string, RegExp][] => {
    const parts = raw.trimEnd().split(PLACEHOLDER);
    // Every second part is a name.
    const names = parts.filter((_, i) => i % 2 === 1);
    if (!names.some((name) => WANTED.includes(name))) return [];
    return names.map((name) => {
      let seen = false;
      const line = parts.map((part, i) => {
        if (i % 2 === 0) return escaped(part);
        const shape = SHAPES[part] ?? '.*';
        const isFirst = part === name && !seen;
        seen ||= isFirst;
        return isFirst ? `(${shape})` : shape;
      });
      return [name, new RegExp(`^${line.join('')}$`, 'm')];
    });
  });
  return (question) => {
    const valueOf = (name: string): string | undefined => {
      for (const [each, pattern] of patterns) {
        const found = each === name ? pattern.exec(question)?.[1] : undefined;
        if (found !== undefined) return found;
      }
      return undefined;
    };
    const [baseAsset, timestamp, horizon] = WANTED.map(valueOf);
    const decidedAt = Date.parse(timestamp ?? '');
    if (baseAsset === undefined || horizon === undefined || !Number.isFinite(decidedAt)) return null;
    return { baseAsset, decidedAt, horizonHours: Number(horizon) };
  };
}
