import type { Tag } from '../tag/tag.ts';
import type { ParameterMetadata, StoredParameter } from './stored.ts';

/** A parameter of one environment, taken apart by the path template. */
export interface ExportedParameter {
  /** Undefined only where the template has no {service}. */
  readonly service: string | undefined;
  readonly key: string;
  readonly stored: StoredParameter;
  /** Read for `--markers full` only. */
  readonly metadata?: ParameterMetadata | undefined;
  readonly tags?: readonly Tag[] | undefined;
}
