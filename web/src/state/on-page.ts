import { speaker } from './settings.ts';

/** A sentence that tells of flags and commands, for who has a form before them: fields by their names, and no lists that the fields hold. */
export function onPage(text: string): string {
  const { web } = speaker.value.messages;
  return text
    .replace(/ \([^()]*ridgepoint [^()]*\)/g, '')
    .replace(/[;；,，]\s*[^;；,，]*(?:ridgepoint|catalogue ls|traffic (?:describe|presets)) [^;；,，]*/g, '')
    .replace(/--([a-z][a-z0-9-]*)/g, (_, flag: string) => web.field(flag))
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}

/** A headline whose numbers stay beside their units where a line ends: "59 days", "10.1 kt CO2e", "6904 万美元". */
export const tied = (text = ''): string =>
  text.replace(/(\d) (?=[a-z%万亿])/gi, '$1\u00a0').replace(/(\u00a0(?:[kMGT]|[kM]?t)) (?=[A-Z])/g, '$1\u00a0');
