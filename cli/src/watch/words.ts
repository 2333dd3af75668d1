import type { Decision, FactChange, Finding, Standing } from '@ridgepoint/engine/operations';
import { printer } from '@ridgepoint/engine/wording';
import type { Face } from '../face.ts';

/** Facts that are told one by one. */
const TOLD = 3;
const LONGEST = 60;

/** When a decision speaks up, as a sentence says it. */
export function whenWords({ when, near, scenarios }: Decision, face: Face, unitOf: (key: string) => string): string {
  const { watch, measures } = face.messages;
  const print = printer(face);
  const name = (key: string) => measures.names[key] ?? key;
  const what =
    when.kind === 'verdict'
      ? watch.when.verdict
      : when.kind === 'rule'
        ? watch.when.rule({
            rule: `${when.measure} ${when.comparison} ${print.amount(when.limit, unitOf(when.measure))}`,
          })
        : when.measure === null || scenarios.length === 1
          ? watch.when.choice
          : watch.when.best({ measure: name(when.measure) });
  return near === null ? what : `${what} ${watch.when.near({ share: print.percent(near) })}`;
}

/** An answer as a reader knows it. */
export function answerWords({ answer }: Standing, face: Face): string {
  const { watch, measures } = face.messages;
  return watch.answers[answer] ?? measures.outcomes[answer] ?? answer;
}

/** What is told of one decision: the headline, the money, the facts that did it. */
export function findingLines({ name, kind, before, now, stake, facts }: Finding, face: Face): string[] {
  const { watch } = face.messages;
  const print = printer(face);
  const head =
    kind === 'changed'
      ? watch.changed({ name, from: answerWords(before, face), to: answerWords(now, face) })
      : watch.near({ name, answer: answerWords(now, face), margin: print.percent(now.margin ?? 0) });
  const money = stake === null ? [] : [watch.stake({ money: print.amount(stake, 'USD') })];
  const causes = facts.slice(0, TOLD).map((fact) => factWords(fact, face));
  const more = facts.length > TOLD ? [watch.more(String(facts.length - TOLD))] : [];
  return [head, ...money, `${watch.because}:`, ...[...causes, ...more].map((line) => `  ${line}`)];
}

function factWords({ list, id, kind, fields }: FactChange, face: Face): string {
  const { fact } = face.messages.watch;
  const entry = `${list} ${id}`;
  if (kind !== 'changed') return fact[kind]({ entry });
  // A number says more than a date or a note beside it.
  const field = fields.find(({ from, to }) => typeof from === 'number' && typeof to === 'number') ?? fields[0]!;
  return fact.changed({ entry, field: field.path, from: plain(field.from), to: plain(field.to) });
}

const plain = (value: unknown): string =>
  value === undefined ? '–' : (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, LONGEST);
