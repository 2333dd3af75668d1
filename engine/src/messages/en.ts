import { accuracy } from './en/accuracy.ts';
import { bars } from './en/bars.ts';
import { calibrate } from './en/calibrate.ts';
import { carbon } from './en/carbon.ts';
import { casebook } from './en/casebook.ts';
import { config } from './en/config.ts';
import { crossover } from './en/crossover.ts';
import { errors } from './en/errors.ts';
import { face } from './en/face.ts';
import { fleet } from './en/fleet.ts';
import { help } from './en/help.ts';
import { labels } from './en/labels.ts';
import { measures } from './en/measures.ts';
import { names } from './en/names.ts';
import { own } from './en/own.ts';
import { quantities } from './en/quantities.ts';
import { reasons } from './en/reasons.ts';
import { rules } from './en/rules.ts';
import { serving } from './en/serving.ts';
import { servingPlan } from './en/serving-plan.ts';
import { sideBySide } from './en/side-by-side.ts';
import { simulation } from './en/simulation.ts';
import { strategy } from './en/strategy.ts';
import { study } from './en/study.ts';
import { traffic } from './en/traffic.ts';
import { verdict } from './en/verdict.ts';
import { watch } from './en/watch.ts';
import { web } from './en/web.ts';
import { worksheet } from './en/worksheet.ts';

/** Every sentence in English, by area. Add a key here and the type check asks for it in zh-CN/. */
export const en = {
  accuracy,
  bars,
  calibrate,
  carbon,
  casebook,
  config,
  crossover,
  errors,
  face,
  fleet,
  help,
  labels,
  measures,
  names,
  own,
  quantities,
  reasons,
  rules,
  servingPlan,
  sideBySide,
  simulation,
  serving,
  strategy,
  study,
  traffic,
  verdict,
  web,
  watch,
  worksheet,
};

export type Messages = typeof en;
