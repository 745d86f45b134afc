import type { ArnScope } from '../../core/parameter/name.ts';
import type { Database } from './database.ts';

/** One account in one Region: nothing is ever shared between two of them. */
export interface Scope extends ArnScope {
  /** Its row; 0 is none. */
  readonly id: number;
}

export function openScope(database: Database, account: string, region: string): Scope {
  const find = () =>
    database.get<{ id: number }>('SELECT id FROM scope WHERE account = ? AND region = ?', account, region);
  const row =
    find() ??
    database.transaction('write', () => {
      database.run('INSERT OR IGNORE INTO scope (account, region) VALUES (?, ?)', account, region);
      return find();
    });
  return { id: row?.id ?? 0, account, region, partition: partitionOf(region) };
}

/** Source: aws-facts section 7. */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return 'aws';
}
