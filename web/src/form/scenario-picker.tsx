import { scenarioText } from '@ridgepoint/engine/operations/link/scenario-text';
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
    </div>
  );
}

/** An example as its page calls it; any other by its own name. */
export function exampleName(name: string): string {
  const names = speaker.value.messages.web.examples as Readonly<Record<string, string>>;
  return Object.hasOwn(names, name) ? names[name]! : name;
}
