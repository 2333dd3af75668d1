/** Where figures about people and their requests come from. */
export const SOURCES = {
  'azure-2023': {
    title: 'Azure LLM inference trace, conversation and code, November 2023 (Splitwise, ISCA 2024)',
    url: 'https://github.com/Azure/AzurePublicDataset',
  },
  mooncake: { title: 'Mooncake: traces of FAST 2025', url: 'https://arxiv.org/abs/2407.00079' },
  servegen: {
    title: 'ServeGen: workload characterization of LLM serving, client profiles',
    url: 'https://arxiv.org/abs/2505.09999',
  },
  'arxiv-summarization': {
    title: 'arXiv summarization lengths as traced for Vidur (MLSys 2024)',
    url: 'https://github.com/microsoft/vidur',
  },
  'mlperf-5.0': {
    title: 'MLPerf Inference v5.0: LLM task force',
    url: 'https://mlcommons.org/2025/04/llm-inference-v5',
  },
  'vllm-mooncake': {
    title: 'Serving agentic workloads at scale with vLLM x Mooncake: Codex on SWE-bench Pro (May 2026)',
    url: 'https://github.com/vllm-project/vllm-project.github.io/blob/main/_posts/2026-05-06-mooncake-store.md',
  },
  chatgpt: { title: 'How People Use ChatGPT (NBER working paper 34255)', url: 'https://www.nber.org/papers/w34255' },
  reading: {
    title: 'Brysbaert 2019: How many words do we read per minute? (J. Memory and Language 109)',
    url: 'https://doi.org/10.1016/j.jml.2019.104047',
  },
  irest: {
    title: 'Trauzettel-Klosinski and Dietz 2012: International Reading Speed Texts (IOVS 53)',
    url: 'https://doi.org/10.1167/iovs.11-8284',
  },
  turns: {
    title: 'Stivers et al. 2009: Universals and cultural variation in turn-taking (PNAS 106)',
    url: 'https://doi.org/10.1073/pnas.0903616106',
  },
  openvla: { title: 'OpenVLA: an open-source vision-language-action model', url: 'https://arxiv.org/abs/2406.09246' },
  'deepseek-tokens': {
    title: 'DeepSeek API: token usage',
    url: 'https://api-docs.deepseek.com/quick_start/token_usage',
  },
  'qwen-tokens': {
    title: 'Qwen: key concepts, tokens',
    url: 'https://qwen.readthedocs.io/en/latest/getting_started/concepts.html',
  },
  'openai-tokens': {
    title: 'OpenAI: what are tokens and how to count them',
    url: 'https://help.openai.com/en/articles/4936856-what-are-tokens-and-how-to-count-them',
  },
} as const;
export type SourceId = keyof typeof SOURCES;
