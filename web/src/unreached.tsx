import { unreached as english } from '@ridgepoint/engine/messages/en/unreached';
import { unreached as chinese } from '@ridgepoint/engine/messages/zh-CN/unreached';
import { useEffect } from 'preact/hooks';
import { locale } from './state/settings.ts';
import { unreached } from './state/unreached.ts';

const again = () => location.reload();

/** Told in place of waiting for ever; asks again by itself once the connection is back. */
export function Unreached() {
  const file = unreached.value;
  useEffect(() => {
    if (file === null) return;
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [file]);
  if (file === null) return null;
  const said = locale.value === 'zh-CN' ? chinese : english;
  return (
    <section class="unreached" role="alert">
      <p>
        <strong>{said.what(file)}</strong> {said.why}
      </p>
      <button type="button" class="plain" onClick={again}>
        {said.again}
      </button>
    </section>
  );
}
