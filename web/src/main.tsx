import { render } from 'preact';
import { knock } from './api/client.js';
import { keepListening } from './api/events.js';
import { token } from './api/token.js';
import { App } from './app.js';
import { LanguageProvider } from './language/use-language.js';
import { startTheme } from './theme.js';
import './style/base.css';
import './style/layout.css';
import './style/parts.css';
import './style/form.css';

startTheme();
await knock(token.get());
void keepListening();
render(
  <LanguageProvider>
    <App />
  </LanguageProvider>,
  document.getElementById('app')!,
);
