// Bundles the unit tests with a fake of the module vscode, and runs them with the test runner of Node.js.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as path from 'node:path';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, '..', '..', 'out', 'unit');
const tests = readdirSync(here).filter((name) => name.endsWith('.test.ts'));

rmSync(out, { recursive: true, force: true });
await build({
  entryPoints: tests.map((name) => path.join(here, name)),
  outdir: out,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  alias: { vscode: path.join(here, 'fake-vscode.ts') },
  sourcemap: 'inline',
  logLevel: 'warning',
});

const files = tests.map((name) => path.join(out, name.replace(/\.ts$/, '.js')));
// The language client does not clear its timer for the limit of a stop, which would keep the process alive until then.
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', '--test-force-exit', ...files], { stdio: 'inherit' });
process.exit(run.status ?? 1);
