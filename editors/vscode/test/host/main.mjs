// Runs suite.cjs in the extension host of VS Code, with this extension and a copy of testdata/real/tunnelconsumer. The
// messages between VS Code and errls pass through lspcheck, which reports violations of the protocol.
//
// The environment variable ERRLS is the path of an errls program to use instead of building one. VERBOSE=1 prints the log
// of the extension host.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBrowser, startEditor } from './editor.mjs';

/** The maximum duration of the suite, in milliseconds. */
const limit = 300_000;

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
  const findings = path.join(work, 'findings');
  const errls = watched(process.env.ERRLS ?? build('errls', './cmd/errls'), findings);
  const workspace = path.join(work, 'tunnelconsumer');
  cpSync(path.join(repository, 'testdata', 'real', 'tunnelconsumer'), workspace, { recursive: true });
  const state = path.join(work, 'state');
  mkdirSync(state);
  process.env.ERRLS_SUITE_RESULT = path.join(work, 'result.json');

  const editor = await startEditor(state, { 'errls.path': errls });
  try {
    const code = await runSuite(editor.port, workspace);
    return report(code, state, findings);
  } finally {
    await editor.stop();
  }
}

function build(name, source) {
  const program = path.join(work, name);
  execFileSync('go', ['build', '-o', program, source], { cwd: repository, stdio: 'inherit' });
  return program;
}

/** Creates a program that runs errls with lspcheck, and returns its path. */
function watched(errls, findings) {
  const lspcheck = build('lspcheck', './testdata/editors/lspcheck');
  const go = (...args) => execFileSync('go', args, { cwd: repository, encoding: 'utf8' }).trim();
  go('mod', 'download', 'go.lsp.dev/protocol');
  const protocol = go('list', '-m', '-f', '{{.Dir}}', 'go.lsp.dev/protocol');
  const model = path.join(protocol, 'internal', 'genlsp', 'testdata', 'metaModel.json');
  const program = path.join(work, 'watched-errls');
  const script = `#!/bin/sh\nexec "${lspcheck}" -model "${model}" -log "${findings}" -- "${errls}" "$@"\n`;
  writeFileSync(program, script, { mode: 0o755 });
  return program;
}

/** Opens VS Code in a browser, which runs the suite. Returns the exit code of the suite, or 'timeout'. */
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

function report(code, state, findings) {
  let result;
  try {
    result = JSON.parse(readFileSync(process.env.ERRLS_SUITE_RESULT, 'utf8'));
  } catch {
    console.log(`the suite wrote no result (${code}); the end of the log of VS Code:`);
    console.log(readFileSync(path.join(state, 'server.log'), 'utf8').split('\n').slice(-20).join('\n'));
    return 1;
  }
  console.log(`VS Code ${result.vscode}, Node ${result.node}`);
  result.lines.forEach((line) => console.log(line));
  if (code === 'timeout') {
    result.failed++;
    console.log(`FAIL  the suite took longer than ${limit / 1000} s`);
  }
  const protocol = readFileSync(findings, 'utf8').trim().split('\n');
  const summary = protocol.find((line) => / messages of the editor/.test(line)); // Written by the first server, which has been restarted.
  const wrong = protocol.filter((line) => !line.startsWith('#'));
  wrong.forEach((line) => console.log(`FAIL  the protocol: ${line}`));
  if (wrong.length === 0 && summary) {
    result.passed++;
    console.log(`ok    the protocol: ${summary.slice(2)}`);
  } else {
    result.failed++;
  }
  console.log(`${result.passed} passed, ${result.failed} failed`);
  return code === 0 && result.failed === 0 && result.passed > 0 ? 0 : 1;
}
