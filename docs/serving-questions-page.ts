import { type Figures, WORKED_QUESTIONS } from './serving-question-list.ts';

const commandsOf = (id: string): string =>
  WORKED_QUESTIONS.find((question) => question.id === id)!
    .commands.map((line) => `npx ridgepoint ${line}`)
    .join('\n');
const count = (x: number): string => Math.round(x).toLocaleString('en-US');
const tenth = (x: number): string => x.toFixed(1);
const usd = (x: number): string => x.toFixed(2);

/** Four questions with their answers, in Markdown. */
export function servingQuestionsPage(all: Readonly<Record<string, Figures>>): string {
  return `# Four questions about serving, worked

Written by \`node cli/bin/run.mjs docs/serving-questions.ts\` from real runs; a test runs them again. Every figure is a prediction; its
range is printed by the command, and what such predictions are worth is in [accuracy.md](accuracy.md).

${claim(all['chatgpt-2023']!)}

${vendors(all['llama-70b-nvidia-amd']!)}

${deepseek(all['deepseek-v3-h800']!)}

${atHome(all['rtx-4090-and-mac']!)}
`;
}

function claim(f: Figures): string {
  const perClaim = (accelerators: number) => `${tenth((8 * f.claimed!) / accelerators)} ×`;
  return `## "100 million users need 69,000 A100s"

The claim of early 2023 is 10^8 visits a day × 10 questions × 150 characters ÷ 25 characters a second ÷ 86,400 s = ${count(f.claimed!)}
streams at once, each of which was given a server of eight A100 by its authors; it was then quoted as so many A100. It forgets that an
engine answers many at once. The same load, ${count(f.requestsPerSecond!)} requests a second at 25 characters a second for everyone, with
today's batching (vLLM, the first token within 2 s and every pace kept at p99; a twentieth of it is planned, replicas being alike):

| model on | accelerators | fewer than ${count(8 * f.claimed!)} |
| --- | ---: | ---: |
| GPT-3 175B, BF16, A100 80 GB | ${count(f.gpt3A100!)} | ${perClaim(f.gpt3A100!)} |
| Llama 3.1 70B, BF16, A100 80 GB | ${count(f.llama70bA100!)} | ${perClaim(f.llama70bA100!)} |
| Llama 3.1 70B, FP8, H100 | ${count(f.llama70bH100!)} | ${perClaim(f.llama70bH100!)} |

This is a flat load, as the claim has it; a day's busiest ten minutes ask for 3.3 times as many (ServeGen).

\`\`\`sh
${commandsOf('chatgpt-2023')}
\`\`\``;
}

function vendors(f: Figures): string {
  const h100Wins = f.h100UsdPerHour! < f.mi300xUsdPerHour!;
  const other = h100Wins ? 'MI300X' : 'H100';
  return `## Llama 3.1 70B chat at 20 requests a second: NVIDIA or AMD?

Prompts and answers as in Azure's conversations of 2023 (medians 1,020 and 129 tokens), the first token within 1 s and 20 tokens a second
after it, both for 99 % of requests:

| | accelerators | USD an hour |
| --- | ---: | ---: |
| H100 SXM | ${count(f.h100Accelerators!)} | ${usd(f.h100UsdPerHour!)} |
| MI300X | ${count(f.mi300xAccelerators!)} | ${usd(f.mi300xUsdPerHour!)} |

The ${h100Wins ? 'H100' : 'MI300X'} is cheaper at today's median rents (TTFT p99 ${count(1000 * f.ttftP99!)} ms, TPOT p99
${tenth(1000 * f.tpotP99!)} ms). It flips when a ${other} costs less than ${usd(f.otherCheaperBelow!)} USD an hour; it is
${usd(f.otherPriceNow!)} USD now.

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
| prompt tokens/s while it reads prompts, cached ones counted | ${count(f.publishedPromptPerNode!)} | ${count(f.promptPerNode!)} |
| answer tokens/s | ${count(f.publishedAnswerPerNode!)} | ${count(f.answerPerNode!)} |
| tokens/s a user | 20-22 | ${tenth(f.tokensPerSecondPerUser!)} |
| cache hits | 56.3 % | ${tenth(100 * f.cacheHits!)} % |

Two things pull apart what is compared: the published figures are means of a day, in which nodes wait for requests too, so that prompts
should come out lower in print than what a busy node can do; and DeepSeek runs two half batches in turns, so that sending tokens to experts
hides behind computing, which the simulation does not, so that answers come out lower here.

\`\`\`sh
${commandsOf('deepseek-v3-h800')}
\`\`\``;
}

function atHome(f: Figures): string {
  const rows = Object.entries(f).map(([key, rate]) => `| ${key} | ${tenth(rate)} |`);
  return `## What runs on one RTX 4090, and on a Mac of 64 GB?

The best six that the commands list for each, with the tokens a second that one request is answered with:

| on | model | format | tokens/s |
| --- | --- | --- | ---: |
${rows.join('\n')}

\`\`\`sh
${commandsOf('rtx-4090-and-mac')}
\`\`\``;
}
