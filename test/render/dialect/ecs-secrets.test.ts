import { expect, it } from 'vitest';
import { dialects } from '../../../src/render/dialect/dialect-table.ts';
import { renderExport } from '../../../src/render/dialect/dialects.ts';
import { documentOf, entry, textOf } from './documents.ts';

const scope = 'arn:aws:ssm:eu-central-1:123456789012:parameter';

function referring(name: string, arn?: string) {
  const one = entry(name, 'hush-hush', true);
  return { ...one, arn: arn ?? `${scope}${one.parameter}` };
}

it('is names and ARNs, and no value', () => {
  const text = textOf(renderExport('ecs-secrets', documentOf([referring('B'), referring('A')])));
  expect(JSON.parse(text)).toEqual([
    { name: 'A', valueFrom: `${scope}/mow/backend/django/prod/A` },
    { name: 'B', valueFrom: `${scope}/mow/backend/django/prod/B` },
  ]);
  expect(text).not.toContain('hush');
  expect(dialects['ecs-secrets'].needsValues).toBe(false);
});

it('takes ARNs of other partitions, and of a root name', () => {
  const china = referring('A', 'arn:aws-cn:ssm:cn-north-1:123456789012:parameter/mow/backend/django/prod/A');
  expect(renderExport('ecs-secrets', documentOf([china]))).toHaveProperty('text');
  const root = { ...referring('A', `${scope}/ROOT`), parameter: 'ROOT' };
  expect(renderExport('ecs-secrets', documentOf([root]))).toHaveProperty('text');
});

it.each(['', `${scope}/mow/backend/django/prod/OTHER`, '/mow/backend/django/prod/A', 'arn:aws:s3:::x'])(
  'refuses a parameter whose ARN is %j',
  (arn) => {
    const result = renderExport('ecs-secrets', documentOf([referring('A', arn)]));
    expect(result).toMatchObject({ errors: [{ name: 'A' }] });
  },
);

it('refuses one without an ARN, and a name that is none', () => {
  expect(renderExport('ecs-secrets', documentOf([entry('A', 'v')]))).toHaveProperty('errors');
  expect(renderExport('ecs-secrets', documentOf([referring('a.b')]))).toHaveProperty('errors');
});

it('is an empty list for an empty document', () => {
  expect(textOf(renderExport('ecs-secrets', { header: ['x'], sections: [] }))).toBe('[]\n');
});
