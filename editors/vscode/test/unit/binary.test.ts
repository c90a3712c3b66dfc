import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import test from 'node:test';
import { findProgram, SettingError } from '../../src/binary';
import type { SearchOptions } from '../../src/binary';
import { directory, program } from './directory';

function options(root: string, change: Partial<SearchOptions> = {}): SearchOptions {
  return {
    configured: '',
    extension: path.join(root, 'extension'),
    home: path.join(root, 'home'),
    env: { PATH: '' },
    windows: false,
    goSettings: async () => undefined,
    ...change,
  };
}

test('the locations are searched in order', async (t) => {
  const root = directory(t);
  const search = options(root, {
    configured: program(path.join(root, 'set', 'my-errls')),
    env: { PATH: path.join(root, 'onpath'), GOBIN: path.join(root, 'gobin'), GOPATH: path.join(root, 'gopath') },
  });
  const places: [string, string][] = [
    ['extension', program(path.join(root, 'extension', 'bin', 'errls'))],
    ['GOBIN', program(path.join(root, 'gobin', 'errls'))],
    ['GOPATH', program(path.join(root, 'gopath', 'bin', 'errls'))],
    ['PATH', program(path.join(root, 'onpath', 'errls'))],
  ];
  assert.deepEqual(await findProgram(search), { path: search.configured, origin: 'errls.path' });
  search.configured = '';
  for (const [origin, file] of places) {
    assert.deepEqual(await findProgram(search), { path: file, origin });
    program(file, '', 0o644); // It is not executable any more.
  }
  assert.equal(await findProgram(search), undefined);
});

test('without GOBIN and GOPATH in the environment, the go command provides them', async (t) => {
  const root = directory(t);
  let calls = 0;
  const search = options(root, {
    goSettings: async () => {
      calls++;
      return { GOBIN: path.join(root, 'gobin'), GOPATH: path.join(root, 'gopath') };
    },
  });
  const gopath = program(path.join(root, 'gopath', 'bin', 'errls'));
  assert.deepEqual(await findProgram(search), { path: gopath, origin: 'GOPATH' });
  const gobin = program(path.join(root, 'gobin', 'errls'));
  assert.deepEqual(await findProgram(search), { path: gobin, origin: 'GOBIN' });
  search.env = { GOBIN: path.join(root, 'elsewhere'), GOPATH: path.join(root, 'other') };
  assert.equal(await findProgram(search), undefined);
  assert.equal(calls, 3);
});

test('the go command is not called if the setting or the extension provides the program', async (t) => {
  const root = directory(t);
  const goSettings = async () => assert.fail('the go command was called');
  const bundled = program(path.join(root, 'extension', 'bin', 'errls'));
  assert.equal((await findProgram(options(root, { goSettings })))?.path, bundled);
  assert.equal((await findProgram(options(root, { goSettings, configured: bundled })))?.origin, 'errls.path');
});

test('without the go command, ~/go/bin is searched', async (t) => {
  const root = directory(t);
  const file = program(path.join(root, 'home', 'go', 'bin', 'errls'));
  assert.deepEqual(await findProgram(options(root)), { path: file, origin: 'GOPATH' });
});

test('all absolute directories of GOPATH and PATH are searched, and no relative ones', async (t) => {
  const root = directory(t);
  const last = program(path.join(root, 'b', 'bin', 'errls'));
  const env = { GOPATH: `${path.join(root, 'a')}:${path.join(root, 'b')}`, PATH: `.:${root}` };
  assert.equal((await findProgram(options(root, { env })))?.path, last);

  program(path.join(root, 'cwd', 'errls'));
  const before = process.cwd();
  process.chdir(path.join(root, 'cwd'));
  t.after(() => process.chdir(before));
  assert.equal(await findProgram(options(root, { env: { PATH: '.::bin', GOPATH: '.', GOBIN: '.' } })), undefined);
});

test('the setting can begin with ~/ or be the name of a program on the PATH', async (t) => {
  const root = directory(t);
  const inHome = program(path.join(root, 'home', 'tools', 'errls'));
  assert.equal((await findProgram(options(root, { configured: ' ~/tools/errls ' })))?.path, inHome);
  const onPath = program(path.join(root, 'onpath', 'errls-next'));
  const env = { PATH: path.join(root, 'onpath') };
  assert.deepEqual(await findProgram(options(root, { configured: 'errls-next', env })), {
    path: onPath,
    origin: 'errls.path',
  });
});

test('an invalid setting is an error, and no other program is used', async (t) => {
  const root = directory(t);
  program(path.join(root, 'extension', 'bin', 'errls'));
  mkdirSync(path.join(root, 'folder'));
  const wrong: [string, RegExp][] = [
    [path.join(root, 'missing'), /errls\.path is .*missing, which is not an executable file/],
    [path.join(root, 'folder'), /not an executable file/],
    [program(path.join(root, 'plain'), '', 0o644), /not an executable file/],
    ['errls-next', /errls-next, which was not found on the PATH/],
    ['bin/errls', /must be an absolute path/],
    ['./errls', /must be an absolute path/],
  ];
  for (const [configured, message] of wrong) {
    await assert.rejects(findProgram(options(root, { configured })), (error: Error) => {
      assert.ok(error instanceof SettingError);
      assert.match(error.message, message);
      return true;
    });
  }
});

test('on Windows, the name ends with .exe, and semicolons separate directories', async (t) => {
  const root = directory(t);
  program(path.join(root, 'a', 'errls'));
  const exe = program(path.join(root, 'b', 'errls.exe'), '', 0o644);
  const env = { Path: `${path.join(root, 'a')};${path.join(root, 'b')}` };
  assert.deepEqual(await findProgram(options(root, { env, windows: true })), { path: exe, origin: 'PATH' });
  assert.equal((await findProgram(options(root, { env, windows: true, configured: 'errls.exe' })))?.path, exe);
});
