import { render } from 'preact';
import { App } from './app.tsx';
import { locale } from './state/settings.ts';
import { firstWords } from './state/words.ts';

// Nothing can be said before its language is here.
await firstWords(locale.value);
render(<App />, document.querySelector('#page')!);
