import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import test from 'node:test';
import { findProgram, SettingError } from '../../src/binary';
import type { Surroundings } from '../../src/binary';
import { directory, program } from './directory';

function surroundings(root: string, change: Partial<Surroundings> = {}): Surroundings {
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

test('the places are searched in their order', async (t) => {
  const root = directory(t);
  const around = surroundings(root, {
    configured: program(path.join(root, 'set', 'my-errls')),
    env: { PATH: path.join(root, 'onpath'), GOBIN: path.join(root, 'gobin'), GOPATH: path.join(root, 'gopath') },
  });
  const places: [string, string][] = [
    ['extension', program(path.join(root, 'extension', 'bin', 'errls'))],
    ['GOBIN', program(path.join(root, 'gobin', 'errls'))],
    ['GOPATH', program(path.join(root, 'gopath', 'bin', 'errls'))],
    ['PATH', program(path.join(root, 'onpath', 'errls'))],
  ];
  assert.deepEqual(await findProgram(around), { path: around.configured, origin: 'errls.path' });
  around.configured = '';
  for (const [origin, file] of places) {
    assert.deepEqual(await findProgram(around), { path: file, origin });
    program(file, '', 0o644); // It can no longer be started.
  }
  assert.equal(await findProgram(around), undefined);
});

test('the go command says where programs are installed when the environment does not', async (t) => {
  const root = directory(t);
  const asked: string[] = [];
  const around = surroundings(root, {
    goSettings: async () => {
      asked.push('go');
      return { GOBIN: path.join(root, 'gobin'), GOPATH: path.join(root, 'gopath') };
    },
  });
  const gopath = program(path.join(root, 'gopath', 'bin', 'errls'));
  assert.deepEqual(await findProgram(around), { path: gopath, origin: 'GOPATH' });
  const gobin = program(path.join(root, 'gobin', 'errls'));
  assert.deepEqual(await findProgram(around), { path: gobin, origin: 'GOBIN' });
  around.env = { GOBIN: path.join(root, 'elsewhere'), GOPATH: path.join(root, 'other') };
  assert.equal(await findProgram(around), undefined);
  assert.equal(asked.length, 3);
});

test('the go command is not asked when the setting or the extension names the program', async (t) => {
  const root = directory(t);
  const goSettings = async () => assert.fail('the go command was asked');
  const bundled = program(path.join(root, 'extension', 'bin', 'errls'));
  assert.equal((await findProgram(surroundings(root, { goSettings })))?.path, bundled);
  assert.equal((await findProgram(surroundings(root, { goSettings, configured: bundled })))?.origin, 'errls.path');
});

test('without the go command, programs are looked for in ~/go/bin', async (t) => {
  const root = directory(t);
  const file = program(path.join(root, 'home', 'go', 'bin', 'errls'));
  assert.deepEqual(await findProgram(surroundings(root)), { path: file, origin: 'GOPATH' });
});

test('each directory of GOPATH and of PATH counts, relative ones do not', async (t) => {
  const root = directory(t);
  const last = program(path.join(root, 'b', 'bin', 'errls'));
  const env = { GOPATH: `${path.join(root, 'a')}:${path.join(root, 'b')}`, PATH: `.:${root}` };
  assert.equal((await findProgram(surroundings(root, { env })))?.path, last);

  program(path.join(root, 'cwd', 'errls'));
  const before = process.cwd();
  process.chdir(path.join(root, 'cwd'));
  t.after(() => process.chdir(before));
  assert.equal(await findProgram(surroundings(root, { env: { PATH: '.::bin', GOPATH: '.', GOBIN: '.' } })), undefined);
});

test('the setting may begin with ~/ or name a program on the PATH', async (t) => {
  const root = directory(t);
  const inHome = program(path.join(root, 'home', 'tools', 'errls'));
  assert.equal((await findProgram(surroundings(root, { configured: ' ~/tools/errls ' })))?.path, inHome);
  const onPath = program(path.join(root, 'onpath', 'errls-next'));
  const env = { PATH: path.join(root, 'onpath') };
  assert.deepEqual(await findProgram(surroundings(root, { configured: 'errls-next', env })), {
    path: onPath,
    origin: 'errls.path',
  });
});

test('a setting that names no program is an error, and nothing else is started', async (t) => {
  const root = directory(t);
  program(path.join(root, 'extension', 'bin', 'errls'));
  mkdirSync(path.join(root, 'folder'));
  const wrong: [string, RegExp][] = [
    [path.join(root, 'missing'), /names .*missing, which is not a program that can be started/],
    [path.join(root, 'folder'), /not a program that can be started/],
    [program(path.join(root, 'plain'), '', 0o644), /not a program that can be started/],
    ['errls-next', /errls-next, which is not on the PATH/],
    ['bin/errls', /must be an absolute path/],
    ['./errls', /must be an absolute path/],
  ];
  for (const [configured, message] of wrong) {
    await assert.rejects(findProgram(surroundings(root, { configured })), (error: Error) => {
      assert.ok(error instanceof SettingError);
      assert.match(error.message, message);
      return true;
    });
  }
});

test('on Windows the program ends in .exe and lists are split at semicolons', async (t) => {
  const root = directory(t);
  program(path.join(root, 'a', 'errls'));
  const exe = program(path.join(root, 'b', 'errls.exe'), '', 0o644);
  const env = { Path: `${path.join(root, 'a')};${path.join(root, 'b')}` };
  assert.deepEqual(await findProgram(surroundings(root, { env, windows: true })), { path: exe, origin: 'PATH' });
  assert.equal((await findProgram(surroundings(root, { env, windows: true, configured: 'errls.exe' })))?.path, exe);
});
