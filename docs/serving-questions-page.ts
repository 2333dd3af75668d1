import { type Figures, WORKED_QUESTIONS } from './serving-question-list.ts';

const commandsOf = (id: string): string =>
  WORKED_QUESTIONS.find((question) => question.id === id)!
    .commands.map((line) => `npx ridgepoint ${line}`)
    .join('\n');
const count = (x: number): string => Math.round(x).toLocaleString('en-US');
const tenth = (x: number): string => x.toFixed(1);
const usd = (x: number): string => x.toFixed(2);

/** A figure of a question with its range. */
const withRange = (f: Figures, name: string, shown: (x: number) => string, times = 1): string => {
  const [value, low, high] = [name, `${name}Low`, `${name}High`].map((key) => shown(times * f[key]!));
  return `${value} (${low}-${high})`;
};

/** Four questions with their answers, in Markdown. */
export function servingQuestionsPage(all: Readonly<Record<string, Figures>>): string {
  return `# Four questions about serving, worked

Written by \`node cli/bin/run.mjs docs/serving-questions.ts\` from real runs; a test runs them again. Every figure is a prediction; the
range behind it holds nine of ten such cases, as [accuracy.md](accuracy.md) has them.

${claim(all['chatgpt-2023']!)}

${vendors(all['llama-70b-nvidia-amd']!)}

${deepseek(all['deepseek-v3-h800']!)}

${atHome(all['rtx-4090-and-mac']!)}
`;
}

function claim(f: Figures): string {
  const perClaim = (name: string) =>
    `${tenth((8 * f.claimed!) / f[name]!)} (${tenth((8 * f.claimed!) / f[`${name}High`]!)}-${tenth((8 * f.claimed!) / f[`${name}Low`]!)}) ×`;
  return `## "100 million users need 69,000 A100s"

The claim of early 2023 is 10^8 visits a day × 10 questions × 150 characters ÷ 25 characters a second ÷ 86,400 s = ${count(f.claimed!)}
streams at once, each of which was given a server of eight A100 by its authors; it was then quoted as so many A100. It forgets that an
engine answers many at once. The same load, ${count(f.requestsPerSecond!)} requests a second at 25 characters a second for everyone, with
today's batching (vLLM, the first token within 2 s and every pace kept at p99; a twentieth of it is planned, replicas being alike):

| model on | accelerators | fewer than ${count(8 * f.claimed!)} |
| --- | ---: | ---: |
| GPT-3 175B, BF16, A100 80 GB | ${withRange(f, 'gpt3A100', count)} | ${perClaim('gpt3A100')} |
| Llama 3.1 70B, BF16, A100 80 GB | ${withRange(f, 'llama70bA100', count)} | ${perClaim('llama70bA100')} |
| Llama 3.1 70B, FP8, H100 | ${withRange(f, 'llama70bH100', count)} | ${perClaim('llama70bH100')} |

This is a flat load, as the claim has it; a day's busiest ten minutes ask for 3.3 times as many (ServeGen).

\`\`\`sh
${commandsOf('chatgpt-2023')}
\`\`\``;
}

function vendors(f: Figures): string {
  const h100Wins = f.h100UsdPerHour! < f.mi300xUsdPerHour!;
  const other = h100Wins ? 'MI300X' : 'H100';
  const apart = f.h100UsdPerHourHigh! < f.mi300xUsdPerHourLow! || f.mi300xUsdPerHourHigh! < f.h100UsdPerHourLow!;
  return `## Llama 3.1 70B chat at 20 requests a second: NVIDIA or AMD?

Prompts and answers as in Azure's conversations of 2023 (medians 1,020 and 129 tokens), the first token within 1 s and 20 tokens a second
after it, both for 99 % of requests:

| | accelerators | USD an hour |
| --- | ---: | ---: |
| H100 SXM | ${withRange(f, 'h100Accelerators', count)} | ${withRange(f, 'h100UsdPerHour', usd)} |
| MI300X | ${withRange(f, 'mi300xAccelerators', count)} | ${withRange(f, 'mi300xUsdPerHour', usd)} |

The ${h100Wins ? 'H100' : 'MI300X'} is cheaper at today's median rents (TTFT p99 ${withRange(f, 'ttftP99', count, 1000)} ms, TPOT p99
${withRange(f, 'tpotP99', tenth, 1000)} ms). It flips when a ${other} costs less than ${usd(f.otherCheaperBelow!)} USD an hour; it is
${usd(f.otherPriceNow!)} USD now.${apart ? '' : ' The ranges overlap: which is cheaper is not settled without measuring.'}

\`\`\`sh
${commandsOf('llama-70b-nvidia-amd')}
\`\`\``;
}

function deepseek(f: Figures): string {
  return `## DeepSeek-V3 on H800, prompts and answers apart

DeepSeek published what a node of eight H800 gives in production (open-infra-index, day 6): prompts in groups of 32 accelerators, answers
in groups of 144, experts spread over all of a group, 56.3 % of prompt tokens found in a cache. Here answers run on 128, for 256 experts
do not divide by 144 without copies of the busiest:

| a node of eight H800 | published | predicted |
| --- | ---: | ---: |
| prompt tokens/s while it reads prompts, cached ones counted | ${count(f.publishedPromptPerNode!)} | ${withRange(f, 'promptPerNode', count)} |
| answer tokens/s | ${count(f.publishedAnswerPerNode!)} | ${withRange(f, 'answerPerNode', count)} |
| tokens/s a user | 20-22 | ${withRange(f, 'tokensPerSecondPerUser', tenth)} |
| cache hits | 56.3 % | ${tenth(100 * f.cacheHits!)} % |

Two things pull apart what is compared: the published figures are means of a day, in which nodes wait for requests too, so that prompts
should come out lower in print than what a busy node can do; and DeepSeek runs two half batches in turns, so that sending tokens to experts
hides behind computing, which the simulation does not, so that answers come out lower here.

\`\`\`sh
${commandsOf('deepseek-v3-h800')}
\`\`\``;
}

function atHome(f: Figures): string {
  const rows = Object.keys(f)
    .filter((key) => `${key}Low` in f)
    .map((key) => `| ${key} | ${withRange(f, key, tenth)} |`);
  return `## What runs on one RTX 4090, and on a Mac of 64 GB?

The best six that the commands list for each, with the tokens a second that one request is answered with:

| on | model | format | tokens/s |
| --- | --- | --- | ---: |
${rows.join('\n')}

\`\`\`sh
${commandsOf('rtx-4090-and-mac')}
\`\`\``;
}
