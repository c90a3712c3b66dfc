import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import * as path from 'node:path';
import test from 'node:test';
import type { TestContext } from 'node:test';
import { goSettings, installErrls, installTarget } from '../../src/go';
import { directory, program } from './directory';

/** Sets PATH to a directory that contains only a go command, or nothing. */
function goCommand(t: TestContext, script?: string): void {
  const root = directory(t);
  if (script !== undefined) {
    program(path.join(root, 'go'), script);
  }
  const before = process.env.PATH;
  process.env.PATH = root;
  t.after(() => { process.env.PATH = before; });
}

const never = new AbortController().signal;

test('the settings are read from the output of the go command', async (t) => {
  goCommand(t, `[ "$*" = "env -json GOBIN GOPATH" ] && echo '{"GOBIN":"/b","GOPATH":"/p"}'`);
  assert.deepEqual(await goSettings(), { GOBIN: '/b', GOPATH: '/p' });
});

test('there are no settings if the go command is missing, fails or prints something else', async (t) => {
  for (const script of [undefined, 'exit 1', 'echo hello']) {
    await t.test(String(script), async (t) => {
      goCommand(t, script);
      assert.equal(await goSettings(), undefined);
    });
  }
});

test('installing runs go install outside the open folder, and logs its output', async (t) => {
  goCommand(t, 'echo "$*"; pwd; echo "work=$GOWORK" >&2');
  const lines: string[] = [];
  await installErrls((line) => lines.push(line), never);
  assert.deepEqual(lines.sort(), [`install ${installTarget}`, homedir(), 'work=off'].sort());
});

test('errors of the installation are reported', async (t) => {
  await t.test('no go command', async (t) => {
    goCommand(t);
    await assert.rejects(installErrls(() => {}, never), /go command was not found on the PATH/);
  });
  await t.test('failure', async (t) => {
    goCommand(t, 'echo no such module >&2; exit 4');
    const lines: string[] = [];
    await assert.rejects(installErrls((line) => lines.push(line), never), /exit code 4/);
    assert.deepEqual(lines, ['no such module']);
  });
  await t.test('canceled', async (t) => {
    goCommand(t, 'echo ready; while :; do :; done');
    const abort = new AbortController();
    await assert.rejects(installErrls(() => abort.abort(), abort.signal), /canceled/);
  });
});
