import { readFile } from 'node:fs/promises';

/**
 * An esbuild plugin: the SDK looks for a home folder before it looks whether it needs one, and fails where a container
 * runs under a number that the user database does not have. Such a user gets a folder that is not there.
 */
export const sdkHome = {
  name: 'sdk-home',
  setup(build) {
    build.onLoad({ filter: /shared-ini-file-loader[/\\]getHomeDir\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const guarded = "(() => { try { return homedir(); } catch { return '/nonexistent'; } })()";
      const contents = text.replace('= homedir();', `= ${guarded};`);
      if (contents === text)
        return { errors: [{ text: 'The SDK looks for the home folder in another way.' }] };
      return { contents };
    });
  },
};
