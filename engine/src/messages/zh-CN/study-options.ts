import type { Messages } from '../en.ts';

export const carbonOptions: Messages['help']['own']['estimate-carbon'] = {
  hours: '总卡时，例如 30.84M 或 3084万',
  duration: '运行时长，与 --gpus 一起代替 --hours，例如 30 d',
  power: 'load：按训练负载下实测的服务器功耗（默认）；rated：按加速卡额定功率，与模型卡口径一致',
  watts: '实测的单卡功耗（含分摊的服务器），例如 850 W',
  networkShare: '网络与存储功耗占服务器的比例，例如 0.1',
  intensity: '自己的电网或绿电合同的排放因子，例如 45 gCO2e/kWh',
  between: '只在一天中的这些小时运行，例如 9-17',
  embodied: '制造一张加速卡的碳排放，例如 "164 kg CO2e"',
  years: '设备使用年限',
  use: '使用年限内真正在干活的时间占比',
  model: '先规划这个模型的训练：内置模型名，或 config.json 的路径',
  grid: '国家（三字母）或有分时数据的地区：USA-PJM、USA-CISO、USA-ERCO 等',
};
