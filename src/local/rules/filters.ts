import { parameterTiers, parameterTypes } from '../../core/parameter/type.ts';
import type { Tag } from '../../core/tag/tag.ts';
import { AwsError, validationError } from '../aws-error.ts';
import { list, structure } from '../shape/composite.ts';
import { text } from '../shape/scalar.ts';
import type { ParameterRecord } from '../store/parameters.ts';
import { canonical, pathForLookup } from './name.ts';

/** Values are OR, filters are AND. */
export interface Filter {
  readonly Key: string;
  readonly Option: string;
  readonly Values: readonly string[];
}

export const filterList = list(
  structure(
    {
      Key: text({ min: 1, max: 132, pattern: 'tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType' }),
    },
    {
      Option: text({ min: 1, max: 10 }),
      Values: list(text({ min: 1, max: 1024 }), 1, 50),
    },
  ),
  0,
  100,
);

type Given = {
  readonly Key: string;
  readonly Option?: string | undefined;
  readonly Values?: readonly string[] | undefined;
};

/** The first option is the default. Source: aws-facts section 2. */
const optionsByKey: Readonly<Record<string, readonly string[]>> = {
  Name: ['Equals', 'BeginsWith', 'Contains'],
  Path: ['OneLevel', 'Recursive'],
  Type: ['Equals', 'BeginsWith'],
  KeyId: ['Equals', 'BeginsWith'],
  Tier: ['Equals'],
  DataType: ['Equals'],
  Label: ['Equals'],
};
const valuesByKey: Readonly<Record<string, readonly string[]>> = {
  Type: parameterTypes,
  Tier: parameterTiers,
};

/** @param allowed the keys this call knows; `tag:` stands for all tags. @throws AwsError */
export function checkFilters(given: readonly Given[], allowed: readonly string[]): readonly Filter[] {
  const seen = new Set<string>();
  return given.map((filter) => {
    if (seen.has(filter.Key)) {
      throw new AwsError(
        'InvalidFilterKey',
        `The following filter is duplicated in the request: ${filter.Key}. A request can contain only one ` +
          'occurrence of a specific filter.',
      );
    }
    seen.add(filter.Key);
    return checkFilter(filter, allowed);
  });
}

function checkFilter(filter: Given, allowed: readonly string[]): Filter {
  const isTag = filter.Key.startsWith('tag:');
  if (!allowed.includes(isTag ? 'tag:' : filter.Key)) {
    throw new AwsError(
      'InvalidFilterKey',
      `The following filter key is not valid: ${filter.Key}. Valid filter keys include: [${allowed.join(', ')}].`,
    );
  }
  const options = isTag ? ['Equals'] : (optionsByKey[filter.Key] ?? ['Equals']);
  const option = filter.Option ?? options[0] ?? 'Equals';
  if (!options.includes(option)) {
    throw new AwsError(
      'InvalidFilterOption',
      `The following filter option is not valid: ${option}. Valid options include: [${options.join(', ')}].`,
    );
  }
  const values = filter.Values ?? [];
  if (values.length === 0 && !isTag) {
    throw new AwsError(
      'InvalidFilterValue',
      `The following filter values are missing : null for filter key ${filter.Key}`,
    );
  }
  const known = option === 'Equals' ? valuesByKey[filter.Key] : undefined;
  const wrong = known && values.find((value) => !known.includes(value));
  if (known && wrong !== undefined) {
    throw new AwsError(
      'InvalidFilterValue',
      `The following filter value is not valid: ${wrong}. Valid values include: [${known.join(', ')}].`,
    );
  }
  if (filter.Key === 'Path') return { Key: filter.Key, Option: option, Values: values.map(pathForLookup) };
  return { Key: filter.Key, Option: option, Values: values };
}

/** `Filters`, the older form: equality for type and key, the beginning for names. @throws AwsError */
export function fromOldFilters(
  given: readonly { readonly Key: string; readonly Values: readonly string[] }[],
) {
  return given.map((filter) => ({ ...filter, Option: filter.Key === 'Name' ? 'BeginsWith' : 'Equals' }));
}

/** @throws AwsError when both forms are used. */
export function checkNotMixed(filters: readonly unknown[], parameterFilters: readonly unknown[]): void {
  if (filters.length > 0 && parameterFilters.length > 0) {
    throw validationError('You can use either Filters or ParameterFilters in a single request.');
  }
}

export function matchesFilter(filter: Filter, record: ParameterRecord, tags: readonly Tag[]): boolean {
  if (filter.Key.startsWith('tag:')) {
    const tag = tags.find((candidate) => candidate.Key === filter.Key.slice('tag:'.length));
    return tag !== undefined && (filter.Values.length === 0 || filter.Values.includes(tag.Value));
  }
  return filter.Values.some((value) => matchesValue(filter, value, record));
}

function matchesValue({ Key, Option }: Filter, value: string, record: ParameterRecord): boolean {
  switch (Key) {
    case 'Name':
      if (Option === 'Contains') return record.given.includes(value);
      return compare(Option, record.name, canonical(value));
    case 'Path':
      return isBelow(record.name, value, Option === 'Recursive');
    case 'Type':
      return compare(Option, record.type, value);
    case 'KeyId':
      return record.keyId !== null && compare(Option, record.keyId, value);
    case 'Tier':
      return record.tier === value;
    default:
      return record.dataType === value;
  }
}

function compare(option: string, actual: string, value: string): boolean {
  return option === 'BeginsWith' ? actual.startsWith(value) : actual === value;
}

function isBelow(name: string, path: string, recursive: boolean): boolean {
  const prefix = path === '/' ? '/' : `${path}/`;
  return name.startsWith(prefix) && (recursive || !name.slice(prefix.length).includes('/'));
}
