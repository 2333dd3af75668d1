import { render } from 'preact';
import { App } from './app.tsx';
import { locale } from './state/settings.ts';
import { reached } from './state/unreached.ts';
import { firstWords } from './state/words.ts';
import { Unreached } from './unreached.tsx';

// Nothing can be said before its language is here, but that it did not come.
const spoken = await reached(
  locale.value,
  firstWords(locale.value).then(() => true),
);
render(spoken ? <App /> : <Unreached />, document.querySelector('#page')!);
