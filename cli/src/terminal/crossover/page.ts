import type { CrossoverReport } from '@ridgepoint/engine/report';
import {
  askedLine,
  crossoverVerdict,
  doubtLines,
  flipLines,
  mapTitle,
  nearestFlip,
  nowLines,
  oldFactsSentence,
} from '@ridgepoint/engine/wording';
import type { Face } from '../../face.ts';
import { inkOf } from '../ink.ts';
import { wrap } from '../wrap.ts';
import { curvesPicture } from './curves.ts';
import { mapPicture } from './map-picture.ts';
import { tornadoLines } from './tornado.ts';

/** Who wins where, the picture, where things stand today, what the flip hangs on, what may have been missed. */
export function crossoverPage(report: CrossoverReport, face: Face): string {
  const ink = inkOf(face.colour);
  const room = face.width - 4;
  const words = face.messages.crossover;
  const wrapped = (lines: readonly string[]) => lines.flatMap((line) => wrap(line, room));
  const possible = report.stretches.some(({ leader }) => leader !== 'neither');
  const head = wrap(crossoverVerdict(report, face), room).map((line) =>
    ink.strong(possible ? ink.cool(line) : ink.warm(line)),
  );
  const stopped = report.complete ? [] : [ink.warm(words.stopped)];
  const first = report.flips.length === 1 ? report.flips[0]! : nearestFlip(report);
  const blocks = [
    [...head, ...stopped, ...wrapped([askedLine(report, face)]).map(ink.quiet)],
    curvesPicture(report, face),
    wrapped([...nowLines(report, face), ...flipLines(report, face)]),
    first ? tornadoLines(first, report, face) : [],
    report.map ? mapPicture(report, face, mapTitle(report, face)) : [],
    wrapped([...doubtLines(report, face), oldFactsSentence(report, face)].filter(Boolean)).map(ink.quiet),
  ].filter((lines) => lines.length > 0);
  return `\n${blocks.map((lines) => lines.map((line) => (line ? `  ${line}` : '')).join('\n')).join('\n\n')}\n\n`;
}
