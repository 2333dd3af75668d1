import type { TrainReport } from '@ridgepoint/engine/report';
import type { Face } from './face.ts';
import { writeWhole } from './files.ts';

export function writeTrace(file: string, report: TrainReport, face: Face): void {
  void file;
  void report;
  void face;
  void writeWhole;
}
