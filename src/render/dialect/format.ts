/** The values of `export --format`. A new one is its name here, its file, and its line in dialect-table.ts. */
export const exportFormats = [
  'dotenv',
  'shell',
  'docker',
  'systemd',
  'compose',
  'json',
  'yaml',
  'github-env',
  'k8s-secret',
  'ecs-secrets',
] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Programs that read what we write, as messages name them. */
export type Reader =
  | 'dotenv'
  | 'node --env-file'
  | 'bash'
  | 'dash'
  | 'python-dotenv'
  | 'docker --env-file'
  | 'systemd'
  | 'docker compose'
  | 'JSON.parse'
  | 'YAML'
  | 'GitHub Actions'
  | 'Kubernetes'
  | 'Amazon ECS';
