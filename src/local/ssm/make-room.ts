import { AwsError } from '../aws-error.ts';
import type { Database } from '../store/database.ts';
import { labelsOf } from '../store/labels.ts';
import { dropVersion, oldestVersion } from '../store/versions.ts';

const keptVersions = 100;

/** The 101st version pushes out the oldest, unless that one is labelled. @throws AwsError */
export function makeRoomForVersion(database: Database, parameter: number, name: string): void {
  const oldest = oldestVersion(database, parameter);
  if (oldest.count < keptVersions) return;
  if (labelsOf(database, parameter, oldest.version).length > 0) {
    throw new AwsError(
      'ParameterMaxVersionLimitExceeded',
      `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. ` +
        `Version ${oldest.version}, the oldest version, can't be deleted because it has a label associated with ` +
        'it. Move the label to another version of the parameter, and try again.',
    );
  }
  dropVersion(database, parameter, oldest.version);
}
