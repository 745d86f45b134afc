import type { Dialect } from './dialect.ts';
import { dotenv } from './dotenv.ts';
import type { ExportFormat } from './format.ts';
import { json } from './json.ts';
import { shell } from './shell.ts';

export const dialects = { dotenv, shell, json } satisfies Record<ExportFormat, Dialect>;
