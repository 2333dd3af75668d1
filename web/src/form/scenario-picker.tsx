import { LONGEST } from '@ridgepoint/engine/operations/link/address';
import { scenarioOf, scenarioText, withValue } from '@ridgepoint/engine/operations/link/scenario-text';
import type { ScenarioData } from '../engine/protocol.ts';
import { kept } from '../state/kept.ts';
import { speaker } from '../state/settings.ts';

interface Props {
  readonly label: string;
  /** What the address says: the name of an example, or a whole scenario. */
  readonly text: string;
  readonly examples: Readonly<Record<string, ScenarioData>>;
  readonly onPick: (text: string) => void;
  readonly none?: boolean;
}

/** Which scenario stands in a place: an example, one that was kept from another page, or the one that the link brought. */
export function ScenarioPicker({ label, text, examples, onPick, none = false }: Props) {
  const { web } = speaker.value.messages;
  const mine = kept.value.map((scenario) => ({ name: scenario.name, text: scenarioText(scenario) }));
  const foreign = text !== '' && !Object.hasOwn(examples, text) && !mine.some((one) => one.text === text);
  return (
    <div class="field">
      <label>
        {label}
        <select value={text} onChange={(event) => onPick(event.currentTarget.value)}>
          {none && <option value="">–</option>}
          {foreign && <option value={text}>{text.split(';')[0]}</option>}
          {mine.length > 0 && (
            <optgroup label={web.kept}>
              {mine.map((one) => (
                <option key={one.name} value={one.text}>
                  {one.name}
                </option>
              ))}
            </optgroup>
          )}
          <optgroup label={web.exampleScenarios}>
            {Object.keys(examples).map((name) => (
              <option key={name} value={name}>
                {exampleName(name)}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
      <Changes text={text} examples={examples} onPick={onPick} />
    </div>
  );
}

/** What the scenario says, word by word: one that is changed is a scenario of the reader's own, and stands in the link as a whole. */
function Changes({ text, examples, onPick }: Pick<Props, 'text' | 'examples' | 'onPick'>) {
  const { web, measures } = speaker.value.messages;
  const found = scenarioOf(text, examples);
  if (!found) return null;
  const change = (path: readonly string[], before: string, value: string) => {
    const typed = value.trim();
    if (typed === '' || typed === before) return;
    const name = `${exampleName(found.name).replace(`, ${before}`, '')}, ${typed}`;
    onPick(scenarioText({ name, data: withValue(found.data, path, typed) }));
  };
  return (
    <details class="changes">
      <summary>{web.change}</summary>
      {saidIn(found.data).map(([path, value]) => (
        <label key={path.join('.')}>
          <span>{measures.inputs[path.join('.')] ?? web.field(flagOf(path))}</span>
          <input
            type="text"
            value={value}
            maxLength={LONGEST}
            spellcheck={false}
            autocomplete="off"
            onChange={(event) => change(path, value, event.currentTarget.value)}
          />
        </label>
      ))}
    </details>
  );
}

/** Words and numbers of a scenario, with where they stand. */
const saidIn = (data: ScenarioData, before: readonly string[] = []): (readonly [readonly string[], string])[] =>
  Object.entries(data).flatMap(([key, value]) => {
    const path = [...before, key];
    if (typeof value === 'string' || typeof value === 'number') return [[path, String(value)] as const];
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? saidIn(value as ScenarioData, path)
      : [];
  });

const FLAGS: Readonly<Record<string, string>> = { accelerator: 'on', count: 'gpus' };
const flagOf = (path: readonly string[]): string => FLAGS[path.at(-1)!] ?? path.at(-1)!.replaceAll('_', '-');

/** An example as its page calls it; any other by its own name. */
export function exampleName(name: string): string {
  const names = speaker.value.messages.web.examples as Readonly<Record<string, string>>;
  return Object.hasOwn(names, name) ? names[name]! : name;
}
