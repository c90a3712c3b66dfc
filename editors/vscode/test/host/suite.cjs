// Runs in the extension host of VS Code, and compares the results of its API with the "// want" comments in the open module.
// It writes its result to the file in the environment variable ERRLS_SUITE_RESULT.
const assert = require('node:assert/strict');
const { writeFileSync } = require('node:fs');
const vscode = require('vscode');

/** The documented codes of the service. The SDK has one more, for errors before a request reaches the service. */
const documentedCodes = [
  'OTSParameterInvalid', 'OTSPermissionDenied', 'OTSResourceGone', 'OTSSequenceNumberNotMatch', 'OTSTunnelExist',
  'OTSTunnelExpired', 'OTSTunnelServerUnavailable',
];
const sdkCode = 'OTSClientError';

/** The maximum time to wait for a condition, in milliseconds. */
const waitLimit = 120_000;

const result = { vscode: vscode.version, node: process.version, passed: 0, failed: 0, lines: [] };

/** Runs a check. It prints what the check returns; an exception means failure. */
async function check(name, run) {
  try {
    result.lines.push(`ok    ${name}: ${await run()}`);
    result.passed++;
  } catch (error) {
    result.lines.push(`FAIL  ${name}: ${error.stack}`);
    result.failed++;
  }
  writeFileSync(process.env.ERRLS_SUITE_RESULT, JSON.stringify(result));
}

/** Waits until a condition is true, and returns its value. */
async function until(what, condition) {
  const end = Date.now() + waitLimit;
  for (;;) {
    const value = await condition();
    if (value) {
      return value;
    }
    assert.ok(Date.now() < end, `timeout while waiting for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Opens a file of the module. */
async function open(name) {
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders[0].uri, name);
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  return { uri, document, editor };
}

/** Returns the line and the rule of each "// want" comment. */
function expected(document) {
  return document.getText().split('\n').flatMap((line, index) => {
    const comment = /\/\/ want (.*)/.exec(line)?.[1] ?? '';
    return (comment.replace(/"[^"]*"/g, '').match(/[a-z]+/g) ?? []).map((rule) => `${index + 1} ${rule}`);
  });
}

/** Returns the line and the rule of each diagnostic, in the order of the text. */
function shown(uri) {
  return [...vscode.languages.getDiagnostics(uri)]
    .sort((a, b) => a.range.start.compareTo(b.range.start))
    .map((diagnostic) => `${diagnostic.range.start.line + 1} ${diagnostic.code.value ?? diagnostic.code}`);
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Returns the position of the first occurrence of a text, plus a number of characters. */
function find(document, text, plus = 0) {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `the file does not contain ${text}`);
  return document.positionAt(offset + plus);
}

const request = (provider, ...args) => vscode.commands.executeCommand(`vscode.${provider}`, ...args);

/** Returns the completions of errls. VS Code adds words of the document if no extension returns items. */
async function completions(uri, position) {
  const list = await request('executeCompletionItemProvider', uri, position);
  return list.items.filter((item) => item.kind !== vscode.CompletionItemKind.Text);
}

const label = (item) => item.label.label ?? item.label;

async function hoverText(uri, position) {
  const hovers = await request('executeHoverProvider', uri, position);
  return hovers.flatMap((hover) => hover.contents.map((content) => content.value ?? content)).join('\n');
}

async function checkFiles() {
  for (const name of ['admin.go', 'consume.go', 'main.go', 'process.go']) {
    await check(`diagnostics in ${name}`, async () => {
      const { uri, document } = await open(name);
      const want = expected(document);
      await until('the diagnostics', () => same(shown(uri), want)).catch(() => assert.deepEqual(shown(uri), want));
      for (const diagnostic of vscode.languages.getDiagnostics(uri)) {
        assert.equal(diagnostic.source, 'errls');
      }
      return want.join(', ');
    });
  }
}

async function checkHover({ uri, document }) {
  await check('hover on "OTSResourceGone"', async () => {
    const text = await hoverText(uri, find(document, '"OTSResourceGone"', 4));
    assert.match(text, /OTSResourceGone/);
    assert.match(text, /tunnel ID/i);
    assert.match(text, /reconnect/i);
    return text.split('\n').find((line) => /tunnel ID/i.test(line));
  });
  await check('no hover on a string that is not a code', async () => {
    assert.equal(await hoverText(uri, find(document, '"token %s:', 3)), '');
    return 'none';
  });
}

/** Checks the columns of a finding after characters of one and two UTF-16 code units. */
async function checkColumns({ uri, document, editor }) {
  await check('columns after non-ASCII characters', async () => {
    const start = find(document, '"OTSParameterinvalid"');
    const comment = '/* é漢𝄞 */ ';
    assert.ok(await editor.edit((edit) => edit.insert(start, comment)));
    const want = new vscode.Range(
      start.translate(0, comment.length),
      start.translate(0, comment.length + '"OTSParameterinvalid"'.length),
    );
    await until('the diagnostic to move', () => vscode.languages.getDiagnostics(uri).some(({ range }) => range.isEqual(want)));
    return document.getText(want);
  });
}

async function checkFix({ uri, document }) {
  await check('quick fix of "OTSParameterinvalid"', async () => {
    const start = find(document, '"OTSParameterinvalid"');
    const range = new vscode.Range(start, start.translate(0, '"OTSParameterinvalid"'.length));
    const actions = await request('executeCodeActionProvider', uri, range, vscode.CodeActionKind.QuickFix.value, 5);
    const action = actions.find((candidate) => candidate.edit);
    assert.ok(action, `offered: ${JSON.stringify(actions.map(({ title }) => title))}`);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    assert.equal(document.getText(range), '"OTSParameterInvalid"');
    await until('the diagnostic to disappear', () => !shown(uri).some((line) => line.startsWith(`${start.line + 1} `)));
    return action.title;
  });
}

async function checkCompletion({ uri, document, editor }) {
  await check('completion in te.Code == ""', async () => {
    const old = 'te.Code == tunnel.ErrCodePermissionDenied';
    const start = find(document, old);
    const range = new vscode.Range(start, start.translate(0, old.length));
    assert.ok(await editor.edit((edit) => edit.replace(range, 'te.Code == ""')));
    const items = await completions(uri, start.translate(0, 'te.Code == "'.length));
    const labels = items.map(label).filter((code) => code !== sdkCode);
    assert.deepEqual([...labels].sort(), documentedCodes);
    const { range: replaced } = items.find((item) => label(item) === 'OTSResourceGone');
    assert.deepEqual((replaced.replacing ?? replaced).start.line, start.line);
    return `${labels.length} codes`;
  });
  await check('no completion in a string that is not a code', async () => {
    assert.deepEqual((await completions(uri, find(document, '"token %s:', 1))).map(label), []);
    return 'none';
  });
}

async function checkRestart({ uri, document, editor }) {
  await check('restart', async () => {
    await vscode.commands.executeCommand('errls.restart');
    const start = find(document, '"OTSParameterInvalid"');
    const range = new vscode.Range(start, start.translate(0, '"OTSParameterInvalid"'.length));
    assert.ok(await editor.edit((edit) => edit.replace(range, '"OTSParameterInvalit"')));
    await until('a diagnostic of the new server', () => shown(uri).includes(`${start.line + 1} unknowncode`));
    return 'the new server answers';
  });
}

exports.run = async () => {
  await check('activation', async () => {
    await open('main.go');
    const id = 'errls.errls';
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, `${id} is not installed`);
    await until('the extension to be active', () => extension.isActive);
    const commands = await vscode.commands.getCommands(true);
    assert.ok(commands.includes('errls.restart') && commands.includes('errls.showLog'));
    return `${id} is active`;
  });
  await checkFiles();
  const opened = await open('process.go');
  await checkHover(opened);
  await checkColumns(opened);
  await checkFix(opened);
  await checkCompletion(opened);
  await checkRestart(opened);
  assert.equal(result.failed, 0);
};
