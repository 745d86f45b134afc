import { createRequire } from 'node:module';
import { join } from 'node:path';
import { iamTools } from './tools.ts';

/** One question of IAM's: may this principal do that to this, in this context? */
export interface Authorization {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export const account = '123456789012';

interface Simulator {
  readonly runSimulation: (simulation: object, options: object) => Promise<SimulationResult>;
}

interface SimulationResult {
  readonly resultType: string;
  readonly overallResult?: string;
  readonly errors?: unknown;
  readonly result?: { readonly ignoredContextKeys?: readonly string[] };
}

/** AWS's default key policy: IAM policies of the account decide. */
const keyPolicy = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
  ],
};

/**
 * @cloud-copilot/iam-simulate knows kms:EncryptionContext:PARAMETER_ARN only by its pattern, and drops it from
 * requests. Under the name of a key that it does know, policy and request are compared as written.
 */
function renamed<T>(json: T): T {
  const text = JSON.stringify(json).replaceAll('kms:EncryptionContext:', 'aws:PrincipalTag/');
  return JSON.parse(text) as T;
}

/** An evaluator that is not ours. It refuses actions, resource types and context keys that AWS does not have. */
export function createEvaluator(): (policy: unknown, asked: Authorization) => Promise<boolean> {
  const load = createRequire(join(iamTools(), 'package.json'));
  const { runSimulation } = load('@cloud-copilot/iam-simulate') as Simulator;
  return async (policy, { action, resource, context }) => {
    const answer = await runSimulation(
      {
        request: {
          principal: `arn:aws:iam::${account}:user/ssmkit`,
          action,
          resource: { resource, accountId: account },
          contextVariables: renamed(context),
        },
        identityPolicies: [{ name: 'ssmkit', policy: renamed(policy) }],
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        resourcePolicy: /:key\//.test(resource) ? keyPolicy : undefined,
      },
      {},
    );
    const ignored = answer.result?.ignoredContextKeys ?? [];
    if (answer.resultType !== 'single' || ignored.length > 0) {
      throw new Error(`${action} on ${resource}: ${JSON.stringify([answer.errors, ignored])}`);
    }
    return answer.overallResult === 'Allowed';
  };
}
