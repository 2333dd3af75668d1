import { useSignal } from '@preact/signals';
import type { AccuracyRows, JudgedBar } from '@ridgepoint/engine/trust';
import { nearest } from '@ridgepoint/engine/units';
import { printer } from '@ridgepoint/engine/wording';
import { useEffect, useMemo } from 'preact/hooks';
import '../style/chips.css';
import { BarsTable } from '../accuracy/bars-table.tsx';
import { errorsOf, figuresOf, quantitiesOf } from '../accuracy/figures.ts';
import { FamiliesTable, WorstTable } from '../accuracy/tables.tsx';
import { Answering } from '../answer/answering.tsx';
import { Chart } from '../charts/index.ts';
import { predicted } from '../pictures/predicted.ts';
import { tied } from '../state/on-page.ts';
import { go, place } from '../state/place.ts';
import { speaker } from '../state/settings.ts';
import { fetched, reached } from '../state/unreached.ts';

const CORPORA = ['training', 'serving', 'kernels'] as const;
type Corpus = (typeof CORPORA)[number];

/** Predictions beside what others measured and published: how far off, how often inside the range, and each figure's page. */
export default function AccuracyPage() {
  const bars = useSignal<readonly JudgedBar[]>([]);
  const rows = useSignal<{ readonly corpus: Corpus; readonly rows: AccuracyRows } | null>(null);
  const { said } = place.value;
  const corpus = CORPORA.find((one) => one === said.of) ?? 'training';
  useEffect(() => {
    void reached('accuracy-bars.json', fetched<readonly JudgedBar[]>('accuracy-bars.json')).then((found) => {
      bars.value = found ?? [];
    });
  }, []);
  useEffect(() => {
    let current = true;
    const file = `accuracy-${corpus}.json`;
    void reached(file, fetched<AccuracyRows>(file)).then((found) => {
      if (current && found) rows.value = { corpus, rows: found };
    });
    return () => {
      current = false;
    };
  }, [corpus]);
  const { web } = speaker.value.messages;
  const here = rows.value?.corpus === corpus ? rows.value.rows : null;
  return (
    <main class="ask">
      <aside>
        <h1>{web.titles.accuracy}</h1>
        <Choices corpus={corpus} rows={here} />
      </aside>
      <article aria-live="polite" aria-busy={here === null}>
        {here ? <Shown corpus={corpus} rows={here} /> : <Answering />}
        {bars.value.length > 0 && <BarsTable bars={bars.value} />}
      </article>
    </main>
  );
}

/** The choice with one word changed; the others stay where they can. */
function say(flag: string, value: string): void {
  const kept = flag === 'of' ? {} : place.value.said;
  const said = Object.entries({ ...kept, [flag]: value }).filter(([, text]) => text !== '');
  go({ page: 'accuracy', said: Object.fromEntries(said) }, true);
}

const chosen = (rows: AccuracyRows) => {
  const { said } = place.value;
  const known = quantitiesOf(rows);
  return {
    quantity: known.find(([name]) => name === said.quantity)?.[0] ?? known[0]![0],
    family: rows.families.includes(said.family ?? '') ? said.family : undefined,
    chip: rows.chips.includes(said.chip ?? '') ? said.chip : undefined,
  };
};

/** The first word of an address that names nothing here, in a sentence with what is near; null where all do. */
function lostIn(corpus: Corpus, rows: AccuracyRows): string | null {
  const { said } = place.value;
  const { errors, accuracy } = speaker.value.messages;
  const known: Readonly<Record<string, readonly string[]>> = {
    of: CORPORA,
    quantity: quantitiesOf(rows).map(([name]) => name),
    family: rows.families,
    chip: rows.chips,
  };
  const lost = Object.entries(known).find(([flag, names]) => said[flag] && !names.includes(said[flag]));
  if (!lost) return null;
  const [flag, names] = lost;
  const name = said[flag]!;
  const near = nearest(name, names);
  const nearby = near.length > 0 ? near : names.slice(0, 3);
  const { page: words } = accuracy;
  if (flag === 'of') return errors.unknownValue({ what: words.of, value: name, allowed: CORPORA, nearest: near });
  return errors.unknownId({ list: words.corpora[corpus], name, nearest: nearby });
}

function Choices({ corpus, rows }: { readonly corpus: Corpus; readonly rows: AccuracyRows | null }) {
  const { page: words, figures } = speaker.value.messages.accuracy;
  const { naive = '' } = place.value.said;
  const now = rows && chosen(rows);
  return (
    <form class="question" onSubmit={(event) => event.preventDefault()}>
      <Choice label={words.of} flag="of" value={corpus} choices={CORPORA.map((one) => [one, words.corpora[one]])} />
      {rows && now && (
        <>
          <Choice
            label={words.quantity}
            flag="quantity"
            value={now.quantity}
            choices={quantitiesOf(rows).map(([name, n]) => [name, `${figures[name] ?? name} (${n})`])}
          />
          <Choice
            label={words.familyOf}
            flag="family"
            value={now.family ?? ''}
            choices={[['', words.allFamilies], ...rows.families.map((name): [string, string] => [name, name])]}
          />
          <Choice
            label={words.chipOf}
            flag="chip"
            value={now.chip ?? ''}
            choices={[['', words.allChips], ...rows.chips.toSorted().map((name): [string, string] => [name, name])]}
          />
          <Choice
            label={words.beside}
            flag="naive"
            value={naive}
            choices={[
              ['', words.hide],
              ['on', words.show],
            ]}
          />
        </>
      )}
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly flag: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, word: string])[];
}

const Choice = ({ label, flag, value, choices }: ChoiceProps) => (
  <div class="field">
    <label for={`choice-${flag}`}>{label}</label>
    <select id={`choice-${flag}`} value={value} onChange={(event) => say(flag, event.currentTarget.value)}>
      {choices.map(([one, word]) => (
        <option key={one} value={one}>
          {word}
        </option>
      ))}
    </select>
  </div>
);

function Shown({ corpus, rows }: { readonly corpus: Corpus; readonly rows: AccuracyRows }) {
  const speaks = speaker.value;
  const { page: words } = speaks.messages.accuracy;
  const print = printer(speaks);
  const { said } = place.value;
  const choice = chosen(rows);
  const { quantity, family, chip } = choice;
  const figures = useMemo(() => figuresOf(rows, choice), [rows, quantity, family, chip]);
  const errors = useMemo(() => errorsOf(figures), [figures]);
  const share = (value: number) => print.amount(100 * value, '%', { digits: 2 });
  const verdict =
    figures.length === 0
      ? words.nothing
      : words.verdict({
          figures: print.count(errors.n),
          median: share(errors.median),
          inside: share(errors.inside),
          naive: errors.naive === null ? '' : share(errors.naive),
        });
  const picture = useMemo(
    () => (figures.length > 0 ? predicted(figures, quantity, said.naive === 'on', verdict, speaks) : null),
    [figures, said.naive, speaks],
  );
  const lost = lostIn(corpus, rows);
  if (lost) return <p class="refused">{lost}</p>;
  if (!picture) return <p class="refused">{verdict}</p>;
  return (
    <>
      <header class="headline">
        <h2>{tied(verdict)}</h2>
        <p>
          {words.told({
            mean: share(errors.mean),
            p90: share(errors.p90),
            bias: `${errors.bias > 0 ? '+' : ''}${share(errors.bias)}`,
          })}
        </p>
        <p class="quiet">{words.inSample[corpus]}</p>
        {rows.inAll && (
          <p class="quiet">
            {words.evenShare({
              shown: print.count(rows.rows.length),
              all: print.count(rows.inAll.reduce((sum, count) => sum + count, 0)),
            })}
          </p>
        )}
      </header>
      <Chart spec={picture} />
      <WorstTable figures={figures} quantity={quantity} />
      <FamiliesTable figures={figures} said={said} />
    </>
  );
}
