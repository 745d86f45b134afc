import { compose } from './compose.ts';
import type { Dialect } from './dialect.ts';
import { docker } from './docker.ts';
import { dotenv } from './dotenv.ts';
import { ecsSecrets } from './ecs-secrets.ts';
import type { ExportFormat } from './format.ts';
import { githubEnv } from './github-env.ts';
import { json } from './json.ts';
import { k8sSecret } from './k8s-secret.ts';
import { shell } from './shell.ts';
import { systemd } from './systemd.ts';
import { yaml } from './yaml.ts';

export const dialects = {
  dotenv,
  shell,
  docker,
  systemd,
  compose,
  json,
  yaml,
  'github-env': githubEnv,
  'k8s-secret': k8sSecret,
  'ecs-secrets': ecsSecrets,
} satisfies Record<ExportFormat, Dialect>;
