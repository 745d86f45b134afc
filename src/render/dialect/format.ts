/** The values of `export --format`. A new one is its name here, its file, and its line in dialect-table.ts. */
export const exportFormats = ['dotenv', 'shell', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Programs that read what we write, as messages name them. */
export type Reader = 'dotenv' | 'node --env-file' | 'bash' | 'dash' | 'python-dotenv' | 'JSON.parse';
