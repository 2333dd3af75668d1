import { byColumns, hasNames } from './by-columns.ts';
import type { CsvReader } from './reader.ts';

/**
 * Azure's traces of LLM inference, 2023 and 2024 (github.com/Azure/AzurePublicDataset): TIMESTAMP (date and time, 100 ns), ContextTokens,
 * GeneratedTokens.
 */
export const azure: CsvReader = {
  format: 'azure',
  open(names, to) {
    if (!hasNames(names, ['timestamp', 'contexttokens', 'generatedtokens'])) return null;
    const fill = byColumns(names, to);
    return (cells, row, place) => fill((column) => cells[column.at], row, place);
  },
};
