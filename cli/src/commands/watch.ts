import { createHash } from 'node:crypto';
import type { Catalogue } from '@ridgepoint/engine/facts';
import {
  type Context,
  checkDecision,
  type Decision,
  type Finding,
  factChanges,
  openScenario,
  ranked,
  readWhen,
  standingOf,
} from '@ridgepoint/engine/operations';
import { formatCount, parseQuantity } from '@ridgepoint/engine/units';
import { loadWithKernels } from '../catalogue.ts';
import { composeFiles } from '../compose-files.ts';
import { EXIT } from '../exit-codes.ts';
import type { Face } from '../face.ts';
import { writeWhole } from '../files.ts';
import { holdsFleet, loadSolver } from '../solver.ts';
import { inkOf } from '../terminal/ink.ts';
import { wrap } from '../terminal/wrap.ts';
import { tracesOf } from '../traces-of.ts';
import { atomFeed, jsonFeed } from '../watch/feeds.ts';
import { FOLDER, factsOf, keepFacts, readStore, type Saved, savedOf, type Told, writeStore } from '../watch/store.ts';
import { postFindings, webhookAddress } from '../watch/webhook.ts';
import { answerWords, findingLines, whenWords } from '../watch/words.ts';
import type { WatchOptions } from './add-watch.ts';

/** Scenarios that one decision may be between. */
const MOST = 6;
const files = { least: 1, most: MOST };

/** Saves a decision with the facts it stands on today. Throws InputError. */
export async function addDecision(paths: readonly string[], given: WatchOptions, face: Face): Promise<number> {
  const catalogue = await loadWithKernels(given.overlay);
  const { scenarios } = await composeFiles(catalogue, { files, command: ['watch', 'add'] }, paths, new Map());
  const context = await contextOf(catalogue, scenarios, face);
  const when = readWhen(context, given.when ?? 'best changes', scenarios);
  const decision: Decision = {
    name: given.name ?? scenarios.map(({ name }) => name).join(' / '),
    scenarios,
    when,
    near: given.near === undefined ? null : parseQuantity(given.near, '1'),
  };
  const standing = standingOf(context, decision);
  const folder = given.dir ?? FOLDER;
  const kept = readStore(folder);
  const saved: Saved = { decision, facts: keepFacts(folder, catalogue), added: face.today ?? '' };
  const others = kept.decisions.filter((other) => other.decision.name !== decision.name);
  writeStore(folder, { ...kept, decisions: [...others, saved] }, kept);
  if (given.json) return say(`${JSON.stringify({ decision, standing }, null, 2)}\n`);
  const words = face.messages.watch.added({
    name: decision.name,
    when: whenWords(decision, face, unitsOf(await contextOf(catalogue, decision.scenarios, face), decision)),
    answer: answerWords(standing, face),
  });
  return say(paragraphs([words], face));
}

/** What is watched, and since when. */
export async function listDecisions(given: WatchOptions, face: Face): Promise<number> {
  const { decisions } = readStore(given.dir ?? FOLDER);
  if (given.json) return say(`${JSON.stringify(decisions, null, 2)}\n`);
  if (decisions.length === 0) return say(paragraphs([face.messages.watch.none], face));
  const catalogue = await loadWithKernels(given.overlay);
  return say(
    paragraphs(
      await Promise.all(
        decisions.map(
          async ({ decision, added }) =>
            `${decision.name}  ${added}  ${whenWords(decision, face, unitsOf(await contextOf(catalogue, decision.scenarios, face), decision))}`,
        ),
      ),
      face,
    ),
  );
}

/** Forgets a decision. Throws InputError. */
export async function removeDecision(name: string, given: WatchOptions, face: Face): Promise<number> {
  const folder = given.dir ?? FOLDER;
  const kept = readStore(folder);
  const gone = savedOf(kept, name);
  writeStore(folder, { ...kept, decisions: kept.decisions.filter((saved) => saved !== gone) }, kept);
  return say(paragraphs([face.messages.watch.removed(name)], face));
}

/**
 * Reckons every decision on today's facts and tells of those that change, most money first. What was told is not told again: today's
 * facts take the place of those before, unless `--keep` was said or a webhook could not be told.
 */
export async function checkDecisions(given: WatchOptions, face: Face): Promise<number> {
  const address = given.webhook === undefined ? null : webhookAddress(given.webhook);
  const folder = given.dir ?? FOLDER;
  const kept = readStore(folder);
  if (kept.decisions.length === 0) return say(paragraphs([face.messages.watch.none], face));
  const catalogue = await loadWithKernels(given.overlay);
  const before = new Map<string, Catalogue>();
  const findings: Finding[] = [];
  let facts = 0;
  for (const { decision, facts: hash } of kept.decisions) {
    if (!before.has(hash)) before.set(hash, factsOf(folder, hash));
    const old = before.get(hash)!;
    facts = Math.max(facts, factChanges(old, catalogue).length);
    const found = checkDecision(await contextOf(catalogue, decision.scenarios, face), decision, old, catalogue);
    if (found) findings.push(found);
  }
  const told = ranked(findings);
  const news = told.map((finding) => toldOf(finding, face));
  const all = [...news, ...kept.told];
  const title = face.messages.watch.feedTitle;
  if (given.atom !== undefined) writeWhole(given.atom, atomFeed(all, title));
  if (given.jsonFeed !== undefined) writeWhole(given.jsonFeed, jsonFeed(all, title));
  const posted =
    address && told.length > 0 ? await postFindings(address, `${JSON.stringify({ findings: told })}\n`) : null;
  if (!given.keep && posted?.delivered !== false) {
    const hash = keepFacts(folder, catalogue);
    writeStore(
      folder,
      { ...kept, decisions: kept.decisions.map((saved) => ({ ...saved, facts: hash })), told: all },
      kept,
    );
  }
  if (given.json) say(`${JSON.stringify({ findings: told, decisions: kept.decisions.length, facts }, null, 2)}\n`);
  else say(checkPage(told, kept.decisions.length, facts, face));
  if (posted) {
    const { watch } = face.messages;
    const words = posted.delivered ? watch.delivered({ status: String(posted.status) }) : watch.undelivered(posted);
    process.stderr.write(`${words}\n`);
  }
  return told.length > 0 ? EXIT.assertion : EXIT.ok;
}

function checkPage(told: readonly Finding[], decisions: number, facts: number, face: Face): string {
  const ink = inkOf(face.colour);
  const { watch } = face.messages;
  const counts = { decisions: formatCount(decisions), facts: formatCount(facts) };
  if (told.length === 0) return paragraphs([ink.cool(facts === 0 ? watch.noFacts(counts) : watch.quiet(counts))], face);
  const head = ink.strong(watch.changes({ changed: formatCount(told.length), decisions: counts.decisions }));
  const blocks = told.map((finding) => {
    const [first = '', ...rest] = findingLines(finding, face);
    return [ink.warm(first), ...rest]
      .flatMap((line) => wrap(line, face.width - 4, 2))
      .map((line) => `  ${line}`)
      .join('\n');
  });
  return `\n  ${head}\n\n${blocks.join('\n\n')}\n\n`;
}

/** A finding as feeds keep it: its id is made of what it says. */
function toldOf(finding: Finding, face: Face): Told {
  const [title = '', ...lines] = findingLines(finding, face);
  const date = new Date().toISOString();
  const said = JSON.stringify([finding.name, finding.kind, finding.now.answer, date]);
  const id = `urn:ridgepoint:watch:${createHash('sha256').update(said).digest('hex').slice(0, 24)}`;
  return { id, date, title, text: lines.join('\n'), finding };
}

async function contextOf(catalogue: Catalogue, scenarios: Decision['scenarios'], face: Face): Promise<Context> {
  const traces = await tracesOf(scenarios, face);
  const solver = holdsFleet({ scenarios }) ? await loadSolver() : undefined;
  return {
    catalogue,
    today: face.today,
    traces: traces.map((trace) => trace && (() => trace)),
    ...(solver && { solver }),
  };
}

/** Unit of a measure of the first scenario. */
const unitsOf =
  (context: Context, { scenarios }: Decision) =>
  (key: string): string =>
    openScenario(context, scenarios[0]!.data).measures.find((measure) => measure.key === key)?.unit ?? '1';

const paragraphs = (lines: readonly string[], face: Face): string =>
  `\n${lines
    .flatMap((line) => wrap(line, face.width - 4, 2))
    .map((line) => `  ${line}`)
    .join('\n')}\n\n`;

function say(text: string): number {
  process.stdout.write(text);
  return EXIT.ok;
}
