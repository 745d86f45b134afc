import { describe, expect, it } from 'vitest';
import { levelsAt, pathsOfTemplate } from '../../src/commands/completion-levels.ts';
import { defaultTemplateText, parsePathTemplate } from '../../src/core/parameter/template.ts';

const names = [
  '/mow/backend/db/prod/A',
  '/mow/backend/db/prod/B',
  '/mow/bare',
  '/mow/bare/below',
  '/x/y',
  'ROOT',
];

describe('the next level', () => {
  it.each<[string, readonly string[]]>([
    ['', ['/mow/', '/x/', 'ROOT']],
    ['/', ['/mow/', '/x/']],
    ['/m', ['/mow/']],
    ['/mow', ['/mow/']],
    ['/mow/', ['/mow/backend/', '/mow/bare', '/mow/bare/']],
    ['/mow/bac', ['/mow/backend/']],
    ['/mow/backend/db/prod/', ['/mow/backend/db/prod/A', '/mow/backend/db/prod/B']],
    ['/none/', []],
    ['R', ['ROOT']],
  ])('of %j', (typed, found) => {
    expect(levelsAt(typed, names)).toEqual(found);
  });
});

describe('what the settings alone tell', () => {
  const settings = {
    template: parsePathTemplate(defaultTemplateText),
    project: 'mow',
    component: 'backend',
    services: ['db', 'web'],
    environments: new Map([['prod', {}]]),
  };

  it('goes as far as they do', () => {
    expect(pathsOfTemplate(settings)).toEqual([
      ...['/mow/', '/mow/backend/', '/mow/backend/db/', '/mow/backend/web/'],
      ...['/mow/backend/db/prod/', '/mow/backend/web/prod/'],
    ]);
    expect(pathsOfTemplate({ ...settings, project: undefined })).toEqual([]);
    expect(pathsOfTemplate({ ...settings, services: [] })).toEqual(['/mow/', '/mow/backend/']);
  });

  it('follows literal levels', () => {
    const template = parsePathTemplate('/acme/{environment}/order-api/{key}');
    expect(pathsOfTemplate({ ...settings, template })).toEqual([
      ...['/acme/', '/acme/prod/', '/acme/prod/order-api/'],
    ]);
  });
});
