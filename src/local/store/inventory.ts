import type { Database } from './database.ts';

/** What the store holds for one account in one Region. */
export interface Inventory {
  readonly account: string;
  readonly region: string;
  readonly parameters: number;
  readonly versions: number;
  readonly keys: number;
}

/** Every account and Region that has something, sorted. */
export function listInventory(database: Database): readonly Inventory[] {
  return database
    .all<Inventory>(
      `SELECT s.account, s.region,
         (SELECT count(*) FROM parameter p WHERE p.scope = s.id) AS parameters,
         (SELECT count(*) FROM parameter p JOIN version v ON v.parameter = p.id WHERE p.scope = s.id) AS versions,
         (SELECT count(*) FROM kms_key k WHERE k.scope = s.id) AS keys
       FROM scope s ORDER BY s.account, s.region`,
    )
    .filter((scope) => scope.parameters + scope.keys > 0)
    .map((scope) => ({ ...scope }));
}
