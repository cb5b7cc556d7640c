import { createHash } from 'node:crypto';
import { html, type Piece } from './markup.js';
import { pageScript } from './script.js';
import { STYLE } from './style.js';
import { say, spokenLanguage } from './speech.js';

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Nothing may be loaded from anywhere, and only the page's own style and script run: named by their hashes, so that text that
 * slipped through as markup could do nothing. https://www.w3.org/TR/CSP3/
 */
const policy = (style: string, script: string): string =>
  [
    "default-src 'none'",
    `style-src ${hash(style)}`,
    `script-src ${hash(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

export interface Page {
  readonly title: string;
  readonly subtitle: string;
  readonly body: Piece;
  readonly footer: Piece;
  /** Rules of this kind of page beside those of all pages. */
  readonly style?: string;
}

/** A page that needs nothing but itself. Style and script stand exactly as they were hashed. */
export function page({ title, subtitle, body, footer, style = '' }: Page): string {
  const rules = `${STYLE}${style}`;
  const script = pageScript();
  return [
    '<!doctype html>',
    `<html lang="${spokenLanguage()}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy(rules, script)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="color-scheme" content="light dark">',
    html`<title>${title}</title>`.text,
    `<style>${rules}</style>`,
    '</head>',
    '<body>',
    html`<header>
      <div class="top">
        <h1>${title}</h1>
        <button type="button" id="theme" class="needs-script">${say('Theme')}</button>
      </div>
      <p class="subtitle">${subtitle}</p>
    </header>`.text,
    html`<main>${body}</main>`.text,
    html`<footer>${footer}</footer>`.text,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
