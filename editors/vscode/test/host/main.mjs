// Runs suite.cjs inside the extension host of VS Code, with this extension, errls and a copy of the tunnel consumer.
//
// ERRLS names a program to use in place of a new build; VERBOSE=1 prints what the host logs.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBrowser, startEditor } from './editor.mjs';

/** How long the suite may take, in milliseconds. */
const limit = 180_000;

const here = path.dirname(fileURLToPath(import.meta.url));
const extension = path.join(here, '..', '..');
const repository = path.join(extension, '..', '..');

const work = mkdtempSync(path.join(tmpdir(), 'errls-vscode-'));
try {
  process.exitCode = await main();
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function main() {
  const errls = process.env.ERRLS ?? build();
  const workspace = path.join(work, 'tunnelconsumer');
  cpSync(path.join(repository, 'testdata', 'real', 'tunnelconsumer'), workspace, { recursive: true });
  const state = path.join(work, 'state');
  mkdirSync(state);
  process.env.ERRLS_SUITE_RESULT = path.join(work, 'result.json');

  const editor = await startEditor(state, { 'errls.path': errls });
  try {
    const code = await runSuite(editor.port, workspace);
    return report(code, state);
  } finally {
    await editor.stop();
  }
}

function build() {
  const program = path.join(work, 'errls');
  execFileSync('go', ['build', '-o', program, './cmd/errls'], { cwd: repository, stdio: 'inherit' });
  return program;
}

/** Opens VS Code in a browser, which makes it run the suite. Returns the suite's exit code, or 'timeout'. */
async function runSuite(port, workspace) {
  const browser = await startBrowser();
  let timer;
  try {
    const page = await browser.newPage();
    const ended = new Promise((resolve) => page.exposeFunction('codeAutomationExit', async (code) => resolve(code)));
    await page.exposeFunction('codeAutomationLog', async (type, words) => {
      if (process.env.VERBOSE) {
        console.log(`[${type}]`, ...words);
      }
    });
    const remote = `vscode-remote://127.0.0.1:${port}`;
    const payload = [
      ['extensionDevelopmentPath', remote + extension],
      ['extensionTestsPath', remote + path.join(here, 'suite.cjs')],
      ['skipWelcome', 'true'],
    ];
    const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
    await page.goto(`http://127.0.0.1:${port}/?${query}`, { waitUntil: 'domcontentloaded', timeout: limit });
    const late = new Promise((resolve) => { timer = setTimeout(resolve, limit, 'timeout'); });
    return await Promise.race([ended, late]);
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}

function report(code, state) {
  let result;
  try {
    result = JSON.parse(readFileSync(process.env.ERRLS_SUITE_RESULT, 'utf8'));
  } catch {
    console.log(`the suite left no result (${code}); VS Code's log ends with:`);
    console.log(readFileSync(path.join(state, 'server.log'), 'utf8').split('\n').slice(-20).join('\n'));
    return 1;
  }
  console.log(`VS Code ${result.vscode}, Node ${result.node}`);
  result.lines.forEach((line) => console.log(line));
  if (code === 'timeout') {
    result.failed++;
    console.log(`FAIL  the suite did not end within ${limit / 1000} s`);
  }
  console.log(`${result.passed} passed, ${result.failed} failed`);
  return code === 0 && result.failed === 0 && result.passed > 0 ? 0 : 1;
}
