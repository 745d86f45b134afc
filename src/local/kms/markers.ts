import { AwsError } from '../aws-error.ts';
import type { Call } from '../operation.ts';
import { openPage, type Paging } from '../page.ts';

/** KMS calls its tokens markers. @throws AwsError InvalidMarkerException */
export function openMarker(call: Call, listing: string, marker: string | undefined, limit: number): Paging {
  try {
    return openPage(call, listing, marker, limit);
  } catch {
    throw new AwsError('InvalidMarkerException', 'The marker is not valid.');
  }
}
