import { readFile } from 'node:fs/promises';

/**
 * An esbuild plugin: leaves out the 140 error classes of the SSM client, a tenth of what the snapshot would hold.
 * ssmkit tells errors by their names, which the SDK's base class carries just the same, as it always does for those
 * that AWS sends but does not model (Throttling, ExpiredToken).
 */
export const trimmedSdk = {
  name: 'trimmed-sdk',
  setup(build) {
    build.onLoad({ filter: /client-ssm[/\\]dist-es[/\\]schemas[/\\]schemas_0\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      // `_s_registry` has the base class.
      const contents = text.replaceAll(/^n0_registry\.registerError\(.*\);$/gm, '');
      if (contents === text)
        return { errors: [{ text: 'The SSM client registers its errors in another way.' }] };
      return { contents };
    });
  },
};
