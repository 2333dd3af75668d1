import type { Ranged } from '../training/answer.ts';
import type { SimulationReport } from './simulation-report.ts';
import { LATENCIES } from './simulation-report.ts';
import type { Cell, Table } from './table.ts';

/** Every figure of a simulation, a row each: what CSV holds. */
export function simulationTable(report: SimulationReport): Table {
  const rows: Cell[][] = [];
  const add = (name: string, of: Ranged | null | undefined) => {
    if (of && Number.isFinite(of.value)) rows.push([name, of.value, of.low, of.high, of.unit]);
  };
  const plain = (name: string, value: number | null | undefined, unit: string) => {
    if (value !== null && value !== undefined && Number.isFinite(value)) rows.push([name, value, null, null, unit]);
  };
  rows.push(['outcome', report.outcome, null, null, '']);
  plain('requests', report.traffic.arrived, '1');
  plain('finished', report.requests.finished, '1');
  plain('unanswered', report.requests.unanswered, '1');
  for (const { why, count } of report.requests.refused) plain(`refused_${why}`, count, '1');
  plain('preemptions', report.requests.preemptions, '1');
  for (const name of LATENCIES)
    for (const key of ['mean', 'p50', 'p90', 'p95', 'p99'] as const) add(`${name}_${key}`, report.latency[name]?.[key]);
  for (const key of ['mean', 'p50', 'p90', 'p95', 'p99'] as const)
    add(`tpot_inclusive_${key}`, report.tpotInclusive?.[key]);
  add('goodput_share', report.goodput?.share);
  add('goodput', report.goodput?.perSecond);
  add('output_rate', report.rates.outputTokensPerSecond);
  add('output_rate_per_accelerator', report.rates.outputTokensPerSecondPerAccelerator);
  add('output_rate_per_user', report.rates.tokensPerSecondPerUser);
  add('input_rate', report.rates.inputTokensPerSecond);
  plain('cache_hits', report.cacheHits, '1');
  plain('picture_tokens', report.traffic.pictures?.tokens, 'token');
  add('tower_time', report.tower?.seconds);
  plain('tower_flop', report.tower?.flop, 'FLOP');
  plain('tower_memory', report.tower?.bytes, 'B');
  report.deployments.forEach(({ utilisation, role }) => {
    for (const { key, share } of utilisation) plain(`${role === 'both' ? '' : `${role}_`}use_${key}`, share, '1');
  });
  add('watts', report.power?.watts);
  add('joules_per_output_token', report.power?.joulesPerOutputToken);
  add('joules_per_token', report.power?.joulesPerToken);
  const { money, uses } = report;
  add('usd_per_hour', money?.perHour);
  add('usd_per_million_input', money?.input);
  add('usd_per_million_cached', money?.cached);
  add('usd_per_million_output', money?.output);
  add('usd_per_million_output_all', money?.allPerOutput);
  add('usd_per_million_blended', money?.blended);
  add('usd_per_request', money?.perRequest);
  add('usd_per_task', uses?.perTask);
  add('usd_per_user_month', uses?.perUserMonth);
  add('usd_per_hour_of_work', uses?.perHourOfWork);
  const columns = [{ key: 'name' }, { key: 'value' }, { key: 'low' }, { key: 'high' }, { key: 'unit' }];
  return { name: 'simulation', columns, rows };
}
