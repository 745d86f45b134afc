// Prints what is in the binary, as CycloneDX: `npm exec -- node scripts/sbom.mjs`.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { bundledPackages } from './bundled-packages.mjs';

/** Of process.versions, what is no library: Node itself, and numbers of interfaces. */
const noLibraries = new Set(['node', 'modules', 'napi', 'unicode', 'tz', 'cldr']);

/**
 * From `npm sbom`, which lists all that is installed, the list of what is in the binary: the packages that are in the
 * bundle, and Node with the libraries that it was built with (`process.versions`). Without time and serial number, so
 * that one commit gives one text.
 */
export function binarySbom(everything, bundled, versions, { name, version, description, license }) {
  const kept = new Set(bundled.map((each) => `${each.name}@${each.version}`));
  const components = everything.components
    .filter((component) => kept.has(component['bom-ref']))
    // npm says of each that it is for development only, which a bundle turns into its opposite.
    .map(({ properties: _development, ...component }) => component);
  const missing = [...kept].filter((ref) => !components.some((component) => component['bom-ref'] === ref));
  if (missing.length > 0) throw new Error(`npm sbom does not know ${missing.join(', ')}.`);
  const node = nodeComponent(versions);
  const root = `${name}@${version}`;
  const graph = everything.dependencies
    .filter(({ ref }) => kept.has(ref) || ref === root)
    .map(({ ref, dependsOn = [] }) => {
      const inside = dependsOn.filter((other) => kept.has(other));
      return { ref, dependsOn: ref === root ? [...inside, node['bom-ref']] : inside };
    });
  return {
    $schema: everything.$schema,
    bomFormat: everything.bomFormat,
    specVersion: everything.specVersion,
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: {
        'bom-ref': root,
        type: 'application',
        name,
        version,
        description,
        licenses: [{ license: { id: license } }],
        purl: `pkg:npm/${name}@${version}`,
      },
    },
    components: [node, ...components],
    dependencies: [...graph, { ref: node['bom-ref'], dependsOn: [] }],
  };
}

function nodeComponent(versions) {
  const { node } = versions;
  const libraries = Object.entries(versions).filter(([name, version]) => !noLibraries.has(name) && version);
  return {
    'bom-ref': `node@${node}`,
    type: 'platform',
    name: 'node',
    version: node,
    licenses: [{ license: { id: 'MIT' } }],
    purl: `pkg:generic/node@${node}`,
    cpe: `cpe:2.3:a:nodejs:node.js:${node}:*:*:*:*:*:*:*`,
    components: libraries.map(([name, version]) => ({
      'bom-ref': `node@${node}/${name}@${version}`,
      type: 'library',
      name,
      version,
      purl: `pkg:generic/${name}@${encodeURIComponent(version)}`,
    })),
  };
}

if (process.argv[1] === import.meta.filename) {
  const self = JSON.parse(readFileSync('package.json', 'utf8'));
  // process.versions must be those of the Node that goes into the binary.
  if (process.versions.node !== self.devDependencies.node)
    throw new Error(`This is Node ${process.versions.node}: run it by npm exec.`);
  // npm is a script on some systems and a batch file on others: a shell finds either.
  const text = execFileSync('npm sbom --sbom-format cyclonedx', { encoding: 'utf8', shell: true });
  const sbom = binarySbom(JSON.parse(text), await bundledPackages(), process.versions, self);
  process.stdout.write(`${JSON.stringify(sbom, null, 2)}\n`);
}
