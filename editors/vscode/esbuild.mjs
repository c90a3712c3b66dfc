// Bundles the extension and the language client into dist/extension.js, and writes the licenses of the bundled packages to
// dist/third-party-licenses.txt.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const production = process.argv.includes('--production');

const { metafile } = await build({
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  metafile: true,
});

/** Returns the folders of the packages in a bundle. */
function packages(inputs) {
  const folders = Object.keys(inputs).map((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  return [...new Set(folders)].filter(Boolean).sort();
}

/** Returns the name, the version and the license text of a package. */
function license(folder) {
  const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) {
    throw new Error(`${name} ${version} is bundled, but has no license file`);
  }
  return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
}

const rule = `\n${'-'.repeat(80)}\n\n`;
writeFileSync('dist/third-party-licenses.txt', packages(metafile.inputs).map(license).join(rule));
