import type { Messages } from '../en.ts';

export const drop: Messages['drop'] = {
  open: '打开文件',
  hint: '支持 config.json、请求记录（CSV、JSONL、压测工具的 JSON）和 YAML 场景；也可以直接拖到页面上，或在页面上粘贴。文件只留在本浏览器里。',
  here: '松开即可打开：config.json、请求记录或场景文件',
  pasted: '粘贴的内容',
  close: '关闭',
  config: ({ name, parameters }) =>
    `${name}：${parameters}，已用作这里的模型。它只存在本浏览器里，链接中只有名字，不含内容。`,
  trace: ({ name, requests, time }) =>
    `${name}：${time}内共 ${requests} 个请求，已替换原来的流量。页面关闭前一直保留，不会发送到任何地方。`,
  scenario: ({ name }) => `${name}：已按文件内容提问。`,
  left: (list) => `本页表单没有这些项：${list}；完整文件已留作对比和找拐点。`,
  kept: ({ name }) => `${name}：已保存，可在这里或「拐点」页选用。`,
};
