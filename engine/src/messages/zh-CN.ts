import type { Messages } from './en.ts';
import { accuracy } from './zh-CN/accuracy.ts';
import { bars } from './zh-CN/bars.ts';
import { calibrate } from './zh-CN/calibrate.ts';
import { carbon } from './zh-CN/carbon.ts';
import { casebook } from './zh-CN/casebook.ts';
import { config } from './zh-CN/config.ts';
import { crossover } from './zh-CN/crossover.ts';
import { errors } from './zh-CN/errors.ts';
import { face } from './zh-CN/face.ts';
import { fleet } from './zh-CN/fleet.ts';
import { help } from './zh-CN/help.ts';
import { labels } from './zh-CN/labels.ts';
import { measures } from './zh-CN/measures.ts';
import { names } from './zh-CN/names.ts';
import { own } from './zh-CN/own.ts';
import { quantities } from './zh-CN/quantities.ts';
import { reasons } from './zh-CN/reasons.ts';
import { rules } from './zh-CN/rules.ts';
import { serving } from './zh-CN/serving.ts';
import { servingPlan } from './zh-CN/serving-plan.ts';
import { sideBySide } from './zh-CN/side-by-side.ts';
import { simulation } from './zh-CN/simulation.ts';
import { strategy } from './zh-CN/strategy.ts';
import { study } from './zh-CN/study.ts';
import { traffic } from './zh-CN/traffic.ts';
import { verdict } from './zh-CN/verdict.ts';
import { watch } from './zh-CN/watch.ts';
import { web } from './zh-CN/web.ts';
import { worksheet } from './zh-CN/worksheet.ts';

/** 简体中文。类型由英文版决定：少一句，类型检查就不通过。 */
export const zhCN: Messages = {
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
