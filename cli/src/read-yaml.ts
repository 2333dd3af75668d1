import { yamlData } from '@ridgepoint/engine/operations';
import * as yaml from 'yaml';

/** One YAML document (or JSON, which is YAML) as plain data. Throws InputError. */
export const readYaml = (text: string, file: string): unknown => yamlData(text, file, yaml);
