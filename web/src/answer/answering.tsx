import { speaker } from '../state/settings.ts';
import { unreached } from '../state/unreached.ts';

/** Stands where an answer will; nothing is promised once it is known not to come. */
export const Answering = () =>
  unreached.value === null ? <p class="quiet">{speaker.value.messages.web.answering}</p> : null;
