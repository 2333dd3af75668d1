import type { PeekableSource } from '../request.ts';
import { type ArrivalSpec, arrivalsOf } from './arrivals.ts';
import { EventHeap } from './event-heap.ts';
import { type LengthSpec, meanOf, quantileOf } from './lengths.ts';
import type { Bounds } from './open-loop.ts';
import { type BlockRange, PrefixBlocks } from './prefix-blocks.ts';
import { chanceFor, STREAMS } from './random.ts';
import { meanWait, type SecondsSpec, waitOf } from './seconds.ts';

/** Conversations and agents' loops: each turn's prompt is all that was said before, and something new. */
export interface SessionShape {
  readonly turns: LengthSpec;
  /** Tokens that every session begins with: system prompt, descriptions of tools. */
  readonly systemTokens?: number;
  /** What is new in the first turn (a question, a repository's files) and in later ones (the next question, a tool's result). */
  readonly first: LengthSpec;
  readonly next: LengthSpec;
  readonly output: LengthSpec;
  /** From an answer to the next turn: reading, thinking and typing, or a tool's run. */
  readonly think: SecondsSpec;
  /** A session ends before a turn whose prompt and answer would be longer. */
  readonly contextTokens?: number;
}

export interface SessionSpec extends SessionShape, Bounds {
  readonly seed: number;
  /** Of sessions, not of requests; see {@link turnsPerSession}. */
  readonly arrivals: ArrivalSpec;
  /** 'wait' = the next turn comes after `finished`; otherwise an answer is taken to last so long: for traffic written to a file. */
  readonly answer: 'wait' | AnswerPace;
  /** Sessions already under way at 0, as in a service that runs: their earlier turns are not given out. Default true. */
  readonly warm?: boolean;
  readonly prefixTokens?: number;
  readonly blocks?: BlockRange;
}

export interface AnswerPace {
  readonly firstSeconds: number;
  readonly secondsPerToken: number;
}

interface Session {
  readonly number: number;
  /** Of each turn its new tokens, its answer's, and the seconds until the next one: in one array, for a turn reads all of it. */
  readonly plan: number[];
  /** Tokens that it grows to; the first id of its own blocks, and from its first prompt on the ids of all. */
  readonly tokens: number;
  readonly own: number;
  ids: Int32Array | null;
  turn: number;
  /** Tokens of everything before this turn's new part. */
  history: number;
}

/** Numbers of a turn in a plan, the new tokens first. */
const TURN = 3;
const OUTPUT = 1;
const WAIT = 2;
const turnsOf = ({ plan }: Session): number => plan.length / TURN;

const MOST_TURNS = 10_000;
const ASSUMED: AnswerPace = { firstSeconds: 1, secondsPerToken: 0.03 };

/** Traffic of sessions. Every session has its own stream of chance, and its prompts share their blocks from turn to turn. */
export function sessions(spec: SessionSpec): PeekableSource {
  const { seed, answer, systemTokens = 0, requests, seconds, warm = true } = spec;
  const pace = answer === 'wait' ? ASSUMED : answer;
  const before = warm ? warmUp(spec, pace) : 0;
  const arrive = arrivalsOf(shifted(spec.arrivals, before), seed);
  const begin = sessionMaker(spec);
  const prefix = new PrefixBlocks(systemTokens, spec.prefixTokens, spec.blocks);
  const most = requests ?? Number.POSITIVE_INFINITY;
  const latest = seconds ?? Number.POSITIVE_INFINITY;
  const due = new EventHeap<Session>();
  const waiting = new Map<number, Session>();
  let number = 0;
  let starts = arrive() - before;
  let id = 0;

  const toNext = (session: Session, done: number): void => {
    const { turn, plan } = session;
    const from = TURN * turn;
    session.history += plan[from]! + plan[from + OUTPUT]!;
    session.turn++;
    due.push(done + plan[from + WAIT]!, session);
  };
  /** Lets sessions begin, and turns before 0 pass, until the next request to be given out is the first of `due`. */
  const peek = (): number => {
    for (;;) {
      if (starts <= due.first && starts <= latest && starts < Number.POSITIVE_INFINITY) {
        due.push(starts, begin(number++, prefix));
        starts = arrive() - before;
      } else if (due.first < 0) {
        const at = due.first;
        const session = due.pop();
        const { turn, plan } = session;
        if (turn < turnsOf(session) - 1)
          toNext(session, at + pace.firstSeconds + pace.secondsPerToken * plan[TURN * turn + OUTPUT]!);
      } else return id < most && due.first <= latest ? due.first : Number.POSITIVE_INFINITY;
    }
  };
  return {
    ...(Number.isFinite(most) && latest === Number.POSITIVE_INFINITY && { total: most }),
    peek,
    next(into) {
      const at = peek();
      if (at === Number.POSITIVE_INFINITY) return false;
      const session = due.pop();
      const { turn } = session;
      into.id = id;
      into.arrival = at;
      into.input = session.history + session.plan[TURN * turn]!;
      into.output = session.plan[TURN * turn + OUTPUT]!;
      into.session = session.number;
      into.priority = 0;
      into.adapter = -1;
      session.ids ??= prefix.write(session.own, session.tokens);
      prefix.lead(into, into.input, session.ids);
      if (turn < turnsOf(session) - 1) {
        if (answer === 'wait') waiting.set(id, session);
        else toNext(session, at + answer.firstSeconds + answer.secondsPerToken * into.output);
      }
      id++;
      return true;
    },
    ...(answer === 'wait' && {
      finished(done: number, _: number, now: number) {
        const session = waiting.get(done);
        if (!session) return;
        waiting.delete(done);
        toNext(session, now);
      },
    }),
  };
}

function sessionMaker(spec: SessionSpec): (number: number, prefix: PrefixBlocks) => Session {
  const { seed, systemTokens = 0, contextTokens = Number.POSITIVE_INFINITY } = spec;
  const [turns, first, next, output] = [
    quantileOf(spec.turns),
    quantileOf(spec.first),
    quantileOf(spec.next),
    quantileOf(spec.output),
  ];
  const wait = waitOf(spec.think);
  return (number, prefix) => {
    const chance = chanceFor(seed, STREAMS.sessions, number);
    const count = Math.min(MOST_TURNS, turns(chance.uniform()));
    const plan: number[] = [];
    let tokens = systemTokens;
    for (let kept = 0; kept < count; kept++) {
      const input = kept === 0 ? first(chance.uniform()) : next(chance.uniform());
      const answered = output(chance.uniform());
      // The first turn always comes: a service cuts a prompt that is too long.
      if (kept > 0 && tokens + input + answered > contextTokens) break;
      const asked = Math.max(1, Math.min(input, contextTokens - tokens - answered));
      plan.push(asked, answered, wait(chance));
      tokens += asked + answered;
    }
    return {
      number,
      plan,
      tokens,
      own: prefix.reserve(tokens),
      ids: null,
      turn: 0,
      history: systemTokens,
    };
  };
}

/** Seconds before 0 at which sessions begin, so that the long ones of a running service are there. */
function warmUp({ turns, output, think }: SessionShape, pace: AnswerPace): number {
  const perTurn = meanWait(think) + pace.firstSeconds + pace.secondsPerToken * meanOf(output);
  return Math.min(MOST_TURNS, quantileOf(turns)(0.995)) * perTurn;
}

function shifted(arrivals: ArrivalSpec, seconds: number): ArrivalSpec {
  const { shape } = arrivals;
  if (shape?.kind !== 'daily') return arrivals;
  return { ...arrivals, shape: { ...shape, startHour: (shape.startHour ?? 0) - seconds / 3600 } };
}

/** Mean turns of a session, counted from 2,000 of them: what requests a second are divided by to get sessions a second. */
export function turnsPerSession(shape: SessionShape, seed = 1): number {
  const begin = sessionMaker({ ...shape, seed, arrivals: { perSecond: 1 }, answer: ASSUMED });
  const prefix = new PrefixBlocks(0);
  let sum = 0;
  for (let i = 0; i < 2000; i++) sum += turnsOf(begin(i, prefix));
  return sum / 2000;
}
