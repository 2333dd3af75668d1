import type { Messages } from './en.ts';
import { accuracy } from './zh-CN/accuracy.ts';
import { bars } from './zh-CN/bars.ts';
import { calibrate } from './zh-CN/calibrate.ts';
import { carbon } from './zh-CN/carbon.ts';
import { casebook } from './zh-CN/casebook.ts';
import { catalogue } from './zh-CN/catalogue.ts';
import { config } from './zh-CN/config.ts';
import { crossover } from './zh-CN/crossover.ts';
import { drop } from './zh-CN/drop.ts';
import { errors } from './zh-CN/errors.ts';
import { face } from './zh-CN/face.ts';
import { first } from './zh-CN/first.ts';
import { fleet } from './zh-CN/fleet.ts';
import { help } from './zh-CN/help.ts';
import { lab } from './zh-CN/lab.ts';
import { labPage } from './zh-CN/lab-page.ts';
import { labels } from './zh-CN/labels.ts';
import { measures } from './zh-CN/measures.ts';
import { names } from './zh-CN/names.ts';
import { own } from './zh-CN/own.ts';
import { playback } from './zh-CN/playback.ts';
import { quantities } from './zh-CN/quantities.ts';
import { reasons } from './zh-CN/reasons.ts';
import { roofline } from './zh-CN/roofline.ts';
import { rules } from './zh-CN/rules.ts';
import { serving } from './zh-CN/serving.ts';
import { servingPlan } from './zh-CN/serving-plan.ts';
import { sideBySide } from './zh-CN/side-by-side.ts';
import { simulation } from './zh-CN/simulation.ts';
import { solving } from './zh-CN/solving.ts';
import { study } from './zh-CN/study.ts';
import { take } from './zh-CN/take.ts';
import { traffic } from './zh-CN/traffic.ts';
import { trainPictures } from './zh-CN/train-pictures.ts';
import { unreached } from './zh-CN/unreached.ts';
import { watch } from './zh-CN/watch.ts';
import { worksheet } from './zh-CN/worksheet.ts';

/** 简体中文。类型由英文版决定：少一句，类型检查就不通过。 */
export const zhCN: Messages = {
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
