/**
 * Step n takes a database from version n to n + 1; steps are never changed once released, only added.
 * `parameter.name` is canonical (always with its leading slash, since X and /X are one parameter); `given` is
 * the form it was created with. `parent` serves the one-level listing, so that it need not walk a subtree.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE scope (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    UNIQUE (account, region)
  ) STRICT;

  CREATE TABLE parameter (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    scope INTEGER NOT NULL REFERENCES scope (id),
    name TEXT NOT NULL,
    parent TEXT NOT NULL,
    given TEXT NOT NULL,
    tier TEXT NOT NULL,
    version INTEGER NOT NULL,
    expires_at INTEGER,
    UNIQUE (scope, name)
  ) STRICT;
  CREATE INDEX parameter_parent ON parameter (scope, parent, name);
  CREATE INDEX parameter_tier ON parameter (scope, tier);
  CREATE INDEX parameter_expiry ON parameter (expires_at) WHERE expires_at IS NOT NULL;

  CREATE TABLE version (
    parameter INTEGER NOT NULL REFERENCES parameter (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    type TEXT NOT NULL,
    sealed_value BLOB NOT NULL,
    tier TEXT NOT NULL,
    key_id TEXT,
    description TEXT,
    allowed_pattern TEXT,
    policies TEXT,
    data_type TEXT NOT NULL,
    modified_at INTEGER NOT NULL,
    modified_by TEXT NOT NULL,
    PRIMARY KEY (parameter, version)
  ) STRICT;

  CREATE TABLE label (
    parameter INTEGER NOT NULL,
    label TEXT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (parameter, label),
    FOREIGN KEY (parameter, version) REFERENCES version (parameter, version) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX label_version ON label (parameter, version);

  CREATE TABLE parameter_tag (
    parameter INTEGER NOT NULL REFERENCES parameter (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (parameter, key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE setting (
    scope INTEGER NOT NULL REFERENCES scope (id),
    id TEXT NOT NULL,
    value TEXT NOT NULL,
    modified_at INTEGER NOT NULL,
    modified_by TEXT NOT NULL,
    PRIMARY KEY (scope, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE kms_key (
    scope INTEGER NOT NULL REFERENCES scope (id),
    id TEXT NOT NULL,
    sealed_material BLOB NOT NULL,
    manager TEXT NOT NULL,
    description TEXT NOT NULL,
    policy TEXT,
    enabled INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    deletion_at INTEGER,
    rotation_days INTEGER,
    rotation_from INTEGER,
    PRIMARY KEY (scope, id)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX kms_key_deletion ON kms_key (deletion_at) WHERE deletion_at IS NOT NULL;

  CREATE TABLE kms_alias (
    scope INTEGER NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (scope, name),
    FOREIGN KEY (scope, key) REFERENCES kms_key (scope, id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX kms_alias_key ON kms_alias (scope, key);

  CREATE TABLE kms_tag (
    scope INTEGER NOT NULL,
    kms_key TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (scope, kms_key, key),
    FOREIGN KEY (scope, kms_key) REFERENCES kms_key (scope, id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  `,
];
