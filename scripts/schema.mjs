// Writes the JSON Schema of ssmkit.json from the zod schema that reads it; a test fails when it is stale.
import { writeFileSync } from 'node:fs';
import { settingsJsonSchema } from '../src/settings/schema.ts';

writeFileSync('ssmkit.schema.json', `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`);
