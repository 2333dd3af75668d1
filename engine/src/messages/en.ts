import { accuracy } from './en/accuracy.ts';
import { bars } from './en/bars.ts';
import { calibrate } from './en/calibrate.ts';
import { carbon } from './en/carbon.ts';
import { casebook } from './en/casebook.ts';
import { catalogue } from './en/catalogue.ts';
import { config } from './en/config.ts';
import { crossover } from './en/crossover.ts';
import { drop } from './en/drop.ts';
import { errors } from './en/errors.ts';
import { face } from './en/face.ts';
import { first } from './en/first.ts';
import { fleet } from './en/fleet.ts';
import { help } from './en/help.ts';
import { lab } from './en/lab.ts';
import { labPage } from './en/lab-page.ts';
import { labels } from './en/labels.ts';
import { measures } from './en/measures.ts';
import { names } from './en/names.ts';
import { own } from './en/own.ts';
import { playback } from './en/playback.ts';
import { quantities } from './en/quantities.ts';
import { reasons } from './en/reasons.ts';
import { roofline } from './en/roofline.ts';
import { rules } from './en/rules.ts';
import { serving } from './en/serving.ts';
import { servingPlan } from './en/serving-plan.ts';
import { sideBySide } from './en/side-by-side.ts';
import { simulation } from './en/simulation.ts';
import { solving } from './en/solving.ts';
import { study } from './en/study.ts';
import { take } from './en/take.ts';
import { traffic } from './en/traffic.ts';
import { trainPictures } from './en/train-pictures.ts';
import { unreached } from './en/unreached.ts';
import { watch } from './en/watch.ts';
import { worksheet } from './en/worksheet.ts';

/** Every sentence in English, by area. Add a key here and the type check asks for it in zh-CN/. */
export const en = {
  ...first,
  config,
  errors,
  face,
  labels,
  names,
  quantities,
  reasons,
  rules,
  accuracy,
  bars,
  calibrate,
  carbon,
  casebook,
  catalogue,
  crossover,
  drop,
  fleet,
  help,
  lab,
  labPage,
  measures,
  own,
  playback,
  roofline,
  servingPlan,
  sideBySide,
  simulation,
  serving,
  solving,
  study,
  take,
  traffic,
  trainPictures,
  unreached,
  watch,
  worksheet,
};

export type Messages = typeof en;
