import { amounts, type Money } from '@ridgepoint/engine/wording';
import { memo } from 'preact/compat';
import { isBare, numberOf, type Turn, written } from '../state/crossing.ts';
import { speaker } from '../state/settings.ts';

interface Props {
  readonly turn: Turn;
  readonly label: string;
  /** What the address says of it; absent where it stands as its scenario says. */
  readonly said: string | undefined;
  /** In which amounts are told; dollars where it is absent. */
  readonly money: Money | undefined;
  readonly onTurn: (key: string, text: string) => void;
}

const STEPS = 200;

/** One number as a slider and as text; the stretch that is not known is shaded beneath. */
export const TurnSlider = memo(({ turn: { key, input }, label, said, money, onTurn }: Props) => {
  const { unit, usual, log, doubling, value: stands, low, high } = input;
  const [from, to] = usual;
  const print = amounts({ ...speaker.value, ...(money && { money }) }, { unit, share: isShare(input) });
  const now = (said === undefined ? null : numberOf(said, unit, { today: from, money })) ?? stands;
  const at = (value: number) =>
    Math.min(1, Math.max(0, log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from)));
  const back = (share: number) => (log ? from * (to / from) ** share : from + share * (to - from));
  const steps = doubling ? Math.round(Math.log2(to / from)) : STEPS;
  const text = now === null ? '–' : print.one(now);
  // A bare number is in the currency that is shown; what a slider says is in dollars.
  const worded = (typed: string): string =>
    money && unit.startsWith('USD') && isBare(typed) ? `${typed.trim()} ${unit.replace('USD', money.currency)}` : typed;
  const known = low !== null && high !== null && low < high;
  return (
    <div class="turn">
      <label>
        <span>{label}</span>
        <input
          type="text"
          value={text}
          aria-label={label}
          spellcheck={false}
          autocomplete="off"
          onChange={(event) =>
            onTurn(key, event.currentTarget.value === text ? (said ?? '') : worded(event.currentTarget.value))
          }
        />
      </label>
      <input
        type="range"
        min={0}
        max={steps}
        value={now === null ? 0 : Math.round(at(now) * steps)}
        aria-label={label}
        aria-valuetext={text}
        style={known ? { '--low': `${at(low) * 100}%`, '--high': `${at(high) * 100}%` } : undefined}
        class={known ? 'known' : undefined}
        onInput={(event) => onTurn(key, written(back(Number(event.currentTarget.value) / steps), input))}
      />
    </div>
  );
});

const isShare = ({ unit, usual, step }: Turn['input']): boolean => unit === '1' && usual[1] <= 1 && step === null;
