import { type CommandAccess, callsNothing } from './iam-access.ts';
import { doctorAccess } from './iam-access-doctor.ts';
import { putAccess } from './iam-access-put.ts';
import { execAccess, exportAccess, getAccess, listAccess, treeAccess } from './iam-access-reads.ts';
import { deleteAccess, deleteByPathAccess, tagAccess } from './iam-access-removes.ts';
import { seedAccess } from './iam-access-seed.ts';
import { completionAccess, iamPolicyAccess, initAccess } from './iam-access-settings.ts';
import { kmsEnsureAccess, kmsStatusAccess } from './kms-access.ts';

/** What every command calls, in the registry's order. A command that is not here fails a test. */
export const accessTable: Readonly<Record<string, CommandAccess>> = {
  seed: seedAccess,
  export: exportAccess,
  exec: execAccess,
  put: putAccess({ secure: false, tags: false }),
  'put-secure': putAccess({ secure: true, tags: false }),
  'put-and-tag': putAccess({ secure: false, tags: true }),
  'put-secure-and-tag': putAccess({ secure: true, tags: true }),
  get: getAccess,
  list: listAccess,
  tree: treeAccess,
  tag: tagAccess,
  delete: deleteAccess,
  'delete-by-path': deleteByPathAccess,
  'kms ensure': kmsEnsureAccess,
  'kms status': kmsStatusAccess,
  doctor: doctorAccess,
  init: initAccess,
  config: callsNothing,
  'iam policy': iamPolicyAccess,
  'iam permissions': callsNothing,
  completion: completionAccess,
  'local serve': callsNothing,
  'local status': callsNothing,
  'local reset': callsNothing,
};
