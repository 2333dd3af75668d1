const MAGIC = [0x50, 0x41, 0x52, 0x31]; // "PAR1", at both ends of a file

/** Whether bytes begin as a Parquet file does. Apart from what reads it: most traces are text. */
export const isParquet = (first: Uint8Array): boolean => MAGIC.every((byte, i) => first[i] === byte);
