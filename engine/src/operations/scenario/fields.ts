import * as z from 'zod/v4/core';
import { type FieldMeta, fieldMeta } from './field.ts';

export interface Field extends FieldMeta {
  /** `train.tokens` */
  readonly path: string;
  readonly required: boolean;
}

/** Every field of an object schema in its order, groups entered: what flags, web forms and the JSON Schema are made from. */
export function fieldsOf(schema: z.$ZodType, path = '', required = true): readonly Field[] {
  if (schema instanceof z.$ZodLazy) return fieldsOf(schema._zod.def.getter(), path, required);
  if (schema instanceof z.$ZodOptional) return fieldsOf(schema._zod.def.innerType, path, false);
  const meta = fieldMeta.get(schema);
  if (meta) return [{ ...meta, path, required }];
  if (!(schema instanceof z.$ZodObject)) return [];
  return Object.entries(schema._zod.def.shape).flatMap(([key, inner]) =>
    fieldsOf(inner as z.$ZodType, path === '' ? key : `${path}.${key}`, required),
  );
}
