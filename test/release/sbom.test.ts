import { describe, expect, it } from 'vitest';
import { callScript } from './call-script.ts';

const component = (name: string, version: string) => ({
  'bom-ref': `${name}@${version}`,
  type: 'library',
  name,
  version,
  properties: [{ name: 'cdx:npm:package:development', value: 'true' }],
});
const everything = {
  $schema: 'schema',
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  serialNumber: 'urn:uuid:1',
  metadata: { timestamp: 'now' },
  components: [component('used', '1.0.0'), component('used', '2.0.0'), component('tool', '1.0.0')],
  dependencies: [
    { ref: 'ssmkit@0.1.0', dependsOn: ['used@2.0.0', 'tool@1.0.0', 'node@26.1.0'] },
    { ref: 'used@2.0.0', dependsOn: ['tool@1.0.0'] },
    { ref: 'tool@1.0.0', dependsOn: ['used@1.0.0'] },
  ],
};
const versions = { node: '26.1.0', openssl: '3.5.8', v8: '14.6-node.3', modules: '147', nghttp3: '' };
const self = { name: 'ssmkit', version: '0.1.0', description: 'what it is', license: 'MIT' };

interface Sbom {
  readonly metadata: { readonly component: Readonly<Record<string, unknown>>; readonly timestamp?: string };
  readonly serialNumber?: string;
  readonly components: readonly (Readonly<Record<string, unknown>> & {
    readonly components?: readonly { readonly name: string; readonly version: string }[];
  })[];
  readonly dependencies: readonly unknown[];
}

const of = (bundled: readonly object[]) =>
  callScript('sbom.mjs', 'binarySbom', everything, bundled, versions, self) as Sbom;

describe('the bill of materials of the binary', () => {
  const sbom = of([{ name: 'used', version: '2.0.0', folder: 'node_modules/used' }]);

  it('holds the bundled packages in the bundled version, and Node with its libraries', () => {
    expect(sbom.components.map((each) => each['bom-ref'])).toEqual(['node@26.1.0', 'used@2.0.0']);
    const [node] = sbom.components;
    expect(node?.components?.map(({ name, version }) => [name, version])).toEqual([
      ['openssl', '3.5.8'],
      ['v8', '14.6-node.3'],
    ]);
    expect(node?.cpe).toBe('cpe:2.3:a:nodejs:node.js:26.1.0:*:*:*:*:*:*:*');
  });

  it('does not say that they are for development', () => {
    expect(JSON.stringify(sbom)).not.toContain('development');
  });

  it('is about the program, and the same whenever it is made', () => {
    expect(sbom.metadata.component).toMatchObject({ type: 'application', purl: 'pkg:npm/ssmkit@0.1.0' });
    expect([sbom.serialNumber, sbom.metadata.timestamp]).toEqual([undefined, undefined]);
  });

  it('has a graph of nothing but these', () => {
    expect(sbom.dependencies).toEqual([
      { ref: 'ssmkit@0.1.0', dependsOn: ['used@2.0.0', 'node@26.1.0'] },
      { ref: 'used@2.0.0', dependsOn: [] },
      { ref: 'node@26.1.0', dependsOn: [] },
    ]);
  });

  it('is not made when a bundled package is missing from it', () => {
    expect(() => of([{ name: 'unknown', version: '1.0.0' }])).toThrow(
      'npm sbom does not know unknown@1.0.0.',
    );
  });
});

describe('the bundled packages', () => {
  const packages = callScript('bundled-packages.mjs', 'bundledPackages') as readonly {
    readonly name: string;
    readonly folder: string;
  }[];
  const names = packages.map(({ name }) => name);

  it('are what the program imports, and nothing that builds or tests it', () => {
    expect(names).toEqual(expect.arrayContaining(['@aws-sdk/client-ssm', 'commander', 'dotenv', 'zod']));
    for (const tool of ['esbuild', 'vitest', 'typescript', 'fast-check', '@biomejs/biome', 'node'])
      expect(names).not.toContain(tool);
  });

  it('all stand in the notices, and Node first', () => {
    const text = callScript('notices.mjs', 'notices', packages) as string;
    const titles = [...text.matchAll(/^=+\n(.+)\n=+$/gm)].map(([, title = '']) => title);
    expect(titles[0]).toBe(`Node.js ${process.versions.node}`);
    expect(titles.slice(1).map((title) => title.replace(/ \S+$/, ''))).toEqual(names);
    expect(text).toContain('Apache License');
  });
});
