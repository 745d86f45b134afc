import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/**
 * The binary that SSMKIT_BENCH_PROGRAM names, else the one that `npm run build` has made, else the bundle on
 * this Node.
 */
export function programUnderTest(): { readonly what: string; readonly line: readonly string[] } {
  const named = process.env.SSMKIT_BENCH_PROGRAM;
  if (named) return { what: 'a binary', line: [named] };
  const binary = join(root, 'dist/ssmkit');
  if (existsSync(binary)) return { what: 'dist/ssmkit (binary)', line: [binary] };
  return { what: 'dist/ssmkit.cjs on Node', line: [process.execPath, '--', join(root, 'dist/ssmkit.cjs')] };
}

/** Nothing of this machine's settings, but an endpoint. The aws CLI reads the same. */
export function awsEnvironment(url: string): Readonly<Record<string, string>> {
  return {
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}

/**
 * The old toolkit's command lines, one after the other as its scripts ran them: per key a put-parameter, the
 * layers merged by jq, and an add-tags-to-resource.
 */
export const seedByShell = `set -euo pipefail
for ((i = 0; i < COUNT; i++)); do
  name=/mow/backend/app/prod/KEY_$i
  aws ssm put-parameter --region us-east-1 --name "$name" --value "value $i" --type String --overwrite >/dev/null
  tags=$(jq -sc 'add | reduce .[] as $t ({}; .[$t.Key]=$t.Value) | to_entries | map({Key:.key,Value:.value})' "$LAYER")
  aws ssm add-tags-to-resource --region us-east-1 --resource-type Parameter --resource-id "$name" --tags "$tags" >/dev/null
done`;

/** One recursive read of everything below the component, grouped by jq. */
export const exportByShell = `set -euo pipefail
aws ssm get-parameters-by-path --region us-east-1 --path /mow/backend/ --recursive --with-decryption --output json |
  jq -r '[.Parameters[] | (.Name|split("/")) as $p | select($p[4]=="prod") | {svc:$p[3],k:$p[5],v:.Value}]
    | group_by(.svc)[] | "# service=\\(.[0].svc)", (.[] | "\\(.k)=\\(.v)")' > "$OUT"`;
