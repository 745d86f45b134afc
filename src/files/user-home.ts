import { userInfo } from 'node:os';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment with a HOME: where it has none, as at boot, that of the user database, which other tools of AWS take
 * as well. A user that is not in there (containers run under any number) has none.
 */
export function withHome(env: Environment): Environment {
  if (env.HOME || env.USERPROFILE) return env;
  try {
    return { ...env, HOME: userInfo().homedir };
  } catch {
    return env;
  }
}
