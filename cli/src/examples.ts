/** Commands that help shows; each is run by a test. The first of a list is the shortest way to an answer. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  '': [
    'ridgepoint start',
    'ridgepoint plan train --model llama-3.1-8b --on h100-sxm --gpus 64',
    'ridgepoint catalogue ls chips --filter nvidia',
  ],
  'plan-train': [
    'ridgepoint plan train examples/llama-3.1-405b.yaml',
    'ridgepoint plan train --model llama-3.1-70b --tokens 15T --gpus 1024 --on h200-sxm',
    'ridgepoint plan train --model qwen3-30b-a3b --gpus 64 --on b200-sxm --deadline "30 d"',
    'ridgepoint plan train --model ./config.json --gpus 8 --on mi300x --json',
  ],
  'estimate-train': [
    'ridgepoint estimate train --model llama-3.1-8b --gpus 64 --on h100-sxm --tp 2 --pp 1',
    'ridgepoint estimate train examples/llama-3.1-405b.yaml --tp 8 --pp 16 --micro-batch 1',
  ],
  'estimate-serve': [
    'ridgepoint estimate serve --model llama-3.1-70b --weights fp8 --on h100-sxm --gpus 8 --rate 20/s --input 1000 --output 250',
    'ridgepoint estimate serve examples/serve-deepseek-v3.yaml --lang zh-CN',
    'ridgepoint estimate serve --model llama-3.1-8b --on l40s --traffic examples/traces/chat.csv --ttft "p99 1 s"',
  ],
  'estimate-carbon': [
    'ridgepoint estimate carbon --hours 30.84M --gpus 16384 --on h100-sxm --grid USA-PJM',
    'ridgepoint estimate carbon --gpus 512 --duration "30 d" --on h200-sxm --grid CHN --lang zh-CN',
    'ridgepoint estimate carbon examples/carbon-llama-3.1-405b.yaml --md',
  ],
  'estimate-chip': [
    'ridgepoint estimate chip --on h100-sxm --units 2M',
    'ridgepoint estimate chip --area 400 --node 7 --dies 2 --carrier fan-out',
    'ridgepoint estimate chip examples/chip-asic-5nm.yaml --lang zh-CN',
  ],
  'estimate-value': [
    'ridgepoint estimate value --cost "80M USD"',
    'ridgepoint estimate value --cost "5M USD" --benefit "100k USD" --buy "150k USD" --horizon 36',
    'ridgepoint estimate value --hours 2.8M --on h200-sxm --currency CNY --lang zh-CN',
  ],
  'plan-data': [
    'ridgepoint plan data --budget "5M USD" --on h100-sxm --unique 2T --served 10T',
    'ridgepoint plan data --flop 1e24 --unique 1T --kept "30 %" --quality 2',
    'ridgepoint plan data --hours 200k --on mi300x --base llama-3.1-8b --base-tokens 15T --tune 2B --lang zh-CN',
  ],
  'estimate-dataflow': ['ridgepoint estimate dataflow', 'ridgepoint estimate dataflow --side 256 --on tpu-v5e'],
  'chips-roofline': [
    'ridgepoint chips roofline',
    'ridgepoint chips roofline --on h100-sxm,mi300x --model llama-3.1-70b --weights fp8 --batch 128',
    'ridgepoint chips roofline --on a100-80-sxm,b200-sxm --model qwen3-30b-a3b --stage training --lang zh-CN',
  ],
  'estimate-supply': [
    'ridgepoint estimate supply',
    'ridgepoint estimate supply --growth "48 %" --whole-growth "20 %" --years 6',
  ],
  'fit-serve': [
    'ridgepoint fit serve --model llama-3.1-8b --on rtx4090',
    'ridgepoint fit serve --model llama-3.3-70b --on m1max --memory "64 GiB" --context 16k',
    'ridgepoint fit serve --on m2ultra --memory "64 GiB"',
  ],
  'explain-serve': [
    'ridgepoint explain serve examples/serve-llama-3.1-70b.yaml tpot',
    'ridgepoint explain serve kv_capacity --model llama-3.1-8b --on rtx4090',
  ],
  explain: [
    'ridgepoint explain examples/llama-3.1-405b.yaml step_time',
    'ridgepoint explain cost --model llama-3.1-8b --on h100-sxm --gpus 64',
  ],
  'solve-train': [
    'ridgepoint solve train --solve accelerators --deadline "60 d" --model llama-3.1-70b --tokens 15T --on h100-sxm',
    'ridgepoint solve train --solve sequence --model llama-3.1-8b --gpus 64 --on h100-sxm',
  ],
  'compare-train': [
    'ridgepoint compare train --model llama-3.1-70b --tokens 1T --on h100-sxm,mi300x,b200-sxm --gpus 256,512,1024',
    'ridgepoint compare train examples/llama-3.1-405b.yaml --gpus 8192,16384 --csv',
  ],
  'compare-serve': [
    'ridgepoint compare serve --model llama-3.1-70b --on h100-sxm,mi300x,b200-sxm --gpus 8 --weights fp8 --input 1000 --output 250',
    'ridgepoint compare serve --model llama-3.1-8b --on l40s,h100-sxm --over-context 4k,32k,128k --output 500',
  ],
  'compare-own': [
    'ridgepoint compare own --on h200 --gpus 64 --years 3 --place shanghai',
    'ridgepoint compare own examples/own-h200-virginia.yaml --utilisation "85 %"',
    'ridgepoint compare own --on h100-sxm --gpus 8 --model llama-3.1-70b --api groq-llama-3.3-70b',
  ],
  'explain-carbon': ['ridgepoint explain carbon examples/carbon-llama-3.1-405b.yaml operational'],
  'explain-chip': ['ridgepoint explain chip logic --on h100-sxm', 'ridgepoint explain chip nre --on b200-sxm'],
  'explain-roofline': [
    'ridgepoint explain roofline h100-sxm.ridge_fp8',
    'ridgepoint explain roofline mi300x.qkv --on mi300x',
  ],
  'explain-value': ['ridgepoint explain value cost_in_12_months --cost "80M USD"'],
  'explain-data': ['ridgepoint explain data parameters --flop 1e24', 'ridgepoint explain data flop --budget "5M USD"'],
  'explain-own': [
    'ridgepoint explain own examples/own-h200-shanghai.yaml electricity',
    'ridgepoint explain own capital --on h200 --gpus 64',
  ],
  crossover: [
    'ridgepoint crossover examples/crossover/own-h200.yaml examples/crossover/rent-h200.yaml --over utilisation',
    'ridgepoint crossover examples/crossover/own-h200-later.yaml examples/crossover/rent-h200-later.yaml --over start',
    'ridgepoint crossover examples/crossover/train-h100.yaml examples/crossover/train-mi300x.yaml --over a.price',
    'ridgepoint crossover examples/crossover/serve-h100.yaml examples/crossover/serve-mi300x.yaml --over context',
    'ridgepoint crossover examples/crossover/train-h100.yaml examples/crossover/train-mi300x.yaml --over a.price --and b.price',
  ],
  compare: ['ridgepoint compare examples/crossover/train-h100.yaml examples/crossover/train-mi300x.yaml'],
  diff: ['ridgepoint diff examples/crossover/serve-h100.yaml examples/crossover/serve-mi300x.yaml'],
  check: ['ridgepoint check examples/budget-assert.yaml examples/serve-llama-3.1-70b.yaml'],
  'plan-serve': [
    'ridgepoint plan serve --model llama-3.1-8b --on h100-sxm,l40s --input 1000 --output 200 --rate 10/s --ttft "p99 1 s" --tpot "p99 50 ms"',
    'ridgepoint plan serve --model llama-3.1-8b --on rtx4090,l40s --preset personal-assistant --users 20k --lang zh-CN',
  ],
  'plan-fleet': [
    'ridgepoint plan fleet examples/fleet-own-and-rent.yaml',
    'ridgepoint plan fleet examples/fleet-own-and-rent.yaml --objective energy --lang zh-CN',
  ],
  'simulate-serve': [
    'ridgepoint simulate serve --model llama-3.1-8b --on h100-sxm --input 1000 --output 200 --rate 5/s --ttft "p99 1 s"',
    'ridgepoint simulate serve --model qwen3-30b-a3b --on h100-sxm --traffic examples/traces/chat.csv --lang zh-CN',
    'ridgepoint simulate serve examples/serve-disaggregated.yaml',
  ],
  'catalogue-list': ['ridgepoint catalogue ls', 'ridgepoint catalogue ls chips --filter amd'],
  'catalogue-show': ['ridgepoint catalogue show h100-sxm', 'ridgepoint catalogue show llama-3.1-405b'],
  'catalogue-check': ['ridgepoint catalogue check', 'ridgepoint catalogue check --overlay my-facts.yaml'],
  'traffic-describe': [
    'ridgepoint traffic describe examples/traces/chat.csv',
    'ridgepoint traffic describe examples/traces/vllm-bench.json --lang zh-CN',
  ],
  'traffic-generate': [
    'ridgepoint traffic generate --preset coding-agent --rate 5/s --duration "10 min" --seed 1',
    'ridgepoint traffic generate --users 100k --turns 10 --question 40 --answer 400 --language zh --tokenizer qwen',
    'ridgepoint traffic generate --input 1000 --input-p95 4000 --output 200 --rate 20/s --cv 2 --requests 5000',
  ],
  'traffic-presets': ['ridgepoint traffic presets --preset rag-search'],
  worksheet: ['ridgepoint worksheet examples/worksheets/chat-demand.yaml --set turns=5'],
  'explain-worksheet': ['ridgepoint explain examples/casebook/S03-02.yaml servers'],
  'case-list': ['ridgepoint case ls', 'ridgepoint case ls --json'],
  'case-show': ['ridgepoint case show S03-02'],
  'case-run': ['ridgepoint case run S03-02', 'ridgepoint case run S03-04 --set asic_unit=5 --lang zh-CN'],
  'models-params': [
    'ridgepoint models params llama-3.1-405b deepseek-v3',
    'ridgepoint models params ./config.json --seq 8192',
  ],
};

/** Examples of an operation, or of the whole program. */
export const examplesOf = (name: string): readonly string[] => EXAMPLES[name] ?? [];
