// Tests the extension with the real language client, and with a real process that handles the lifecycle messages.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import test from 'node:test';
import type { TestContext } from 'node:test';
import type { ExtensionContext } from 'vscode';
import { activate, deactivate } from '../../src/extension';
import { maxCrashes } from '../../src/crashes';
import { directory, program } from './directory';
import { editor } from './fake-vscode';

interface Entry { pid: number; started?: string[]; cwd?: string; method?: string; processId?: number }

/** An activation of the extension in a new editor. */
class Scene {
  readonly context = { extensionPath: '', subscriptions: [] as { dispose(): void }[] };
  readonly root: string;
  private readonly record: string;
  private readonly environment = { ...process.env };

  constructor(t: TestContext) {
    editor.reset();
    const root = directory(t, () => this.end());
    this.root = root;
    this.record = path.join(root, 'record');
    this.context.extensionPath = path.join(root, 'extension');
    Object.assign(process.env, { FAKE_SERVER_LOG: this.record, PATH: '/usr/bin:/bin', GOBIN: root, GOPATH: root, HOME: root });
  }

  private async end(): Promise<void> {
    await deactivate();
    this.context.subscriptions.forEach((subscription) => subscription.dispose());
    Object.assign(process.env, this.environment);
  }

  /** Installs the fake server, by default in the folder of the extension. */
  install(file = path.join(this.context.extensionPath, 'bin', 'errls')): string {
    const server = path.resolve('test/unit/fake-server.mjs');
    return program(file, `exec "${process.execPath}" "${server}" "$@"`);
  }

  activate(): Promise<void> {
    return activate(this.context as unknown as ExtensionContext, limits);
  }

  entries(): Entry[] {
    try {
      return readFileSync(this.record, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Entry);
    } catch {
      return [];
    }
  }

  starts(): Entry[] {
    return this.entries().filter((entry) => entry.started);
  }

  methods(): string[] {
    return this.entries().flatMap((entry) => entry.method ?? []);
  }
}

/** Waits until a condition is true. If it never is, the time limit of the test ends it. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The time limit of a test. It is reached only if the test fails. */
const limit = { timeout: 300_000 };

/** Limits that a slow machine does not reach. */
const limits = { shutdown: 300_000, exit: 300_000 };

test('activation starts the server and shows its version', limit, async (t) => {
  const scene = new Scene(t);
  const file = scene.install();
  editor.folders = [scene.root];
  await scene.activate();
  const [start, ...more] = scene.starts();
  assert.deepEqual(start.started, ['serve']);
  assert.equal(start.cwd, scene.root);
  assert.deepEqual(more, []);
  assert.equal(scene.entries().find((entry) => entry.processId)?.processId, process.pid);
  assert.deepEqual([...editor.commands.keys()].sort(), ['errls.restart', 'errls.showLog']);
  assert.equal(editor.status?.text, 'errls 9.8.7');
  assert.equal(editor.status?.detail, file);
  assert.equal(editor.status?.busy, false);
  assert.deepEqual(editor.messages, []);
});

test('the settings determine the program and its arguments', limit, async (t) => {
  const scene = new Scene(t);
  scene.install();
  const mine = scene.install(path.join(scene.root, 'mine'));
  editor.settings = { 'errls.path': mine, 'errls.args': ['-catalog', 'a b'] };
  await scene.activate();
  assert.deepEqual(scene.starts()[0].started, ['serve', '-catalog', 'a b']);
  assert.equal(editor.status?.detail, mine);
});

test('restart shuts the old server down and starts a new one', limit, async (t) => {
  const scene = new Scene(t);
  scene.install();
  await scene.activate();
  await editor.commands.get('errls.restart')?.();
  const starts = scene.starts();
  assert.equal(starts.length, 2);
  assert.notEqual(starts[0].pid, starts[1].pid);
  const old = scene.entries().filter((entry) => entry.pid === starts[0].pid).flatMap((entry) => entry.method ?? []);
  assert.deepEqual(old, ['initialize', 'initialized', 'shutdown', 'exit']);
  assert.equal(editor.status?.text, 'errls 9.8.7');
  assert.deepEqual(editor.messages, []);
});

test('after several concurrent restarts, one server is running', limit, async (t) => {
  const scene = new Scene(t);
  scene.install();
  await scene.activate();
  const restart = editor.commands.get('errls.restart');
  await Promise.all([restart?.(), restart?.(), restart?.()]);
  await until(() => scene.starts().filter(({ pid }) => alive(pid)).length === 1);
  assert.deepEqual(editor.messages, []);
});

test('the server is restarted when its settings change or trust is granted, and not for other settings', limit, async (t) => {
  const scene = new Scene(t);
  scene.install();
  await scene.activate();
  const change = (name: string) =>
    editor.configurationChanged.fire({ affectsConfiguration: (section: string) => section === name });
  change('errls.trace.server');
  editor.settings['errls.args'] = ['-new'];
  change('errls.args');
  await until(() => scene.starts().length === 2 && editor.status?.text === 'errls 9.8.7');
  assert.deepEqual(scene.starts()[1].started, ['serve', '-new']);
  editor.trustGranted.fire();
  await until(() => scene.starts().length === 3);
});

test('deactivation stops the process', limit, async (t) => {
  const scene = new Scene(t);
  scene.install();
  await scene.activate();
  await deactivate();
  assert.deepEqual(scene.methods(), ['initialize', 'initialized', 'shutdown', 'exit']);
  await until(() => !alive(scene.starts()[0].pid));
  assert.deepEqual(editor.messages, []);
  await deactivate(); // The second call does nothing.
});

test('a crashed server is restarted without a message', limit, async (t) => {
  const scene = new Scene(t);
  scene.install();
  await scene.activate();
  process.kill(scene.starts()[0].pid, 'SIGKILL');
  await until(() => scene.starts().length === 2 && editor.status?.text === 'errls 9.8.7');
  assert.deepEqual(editor.messages, []);
});

test('a server that crashes repeatedly is not restarted, except by the user', limit, async (t) => {
  const scene = new Scene(t);
  scene.install();
  await scene.activate();
  for (let n = 1; n <= maxCrashes; n++) {
    await until(() => scene.starts().length === n && editor.status?.text === 'errls 9.8.7');
    process.kill(scene.starts()[n - 1].pid, 'SIGKILL');
    await until(() => editor.status?.text !== 'errls 9.8.7');
  }
  assert.equal(editor.messages.length, 1);
  assert.match(editor.messages[0].text, /crashed 4 times/);
  assert.deepEqual(editor.messages[0].buttons, ['Restart', 'Show Log']);
  assert.equal(editor.status?.text, 'errls is not running');
  assert.equal(editor.status?.severity, 2);
  await editor.commands.get('errls.restart')?.();
  assert.equal(scene.starts().length, maxCrashes + 1);
  assert.equal(editor.status?.text, 'errls 9.8.7');
});

test('a server that exits immediately is reported once, with its exit code, and its output is in the log', limit, async (t) => {
  const scene = new Scene(t);
  const file = scene.install();
  editor.settings = { 'errls.args': ['--die'] };
  editor.press = (_text, buttons) => buttons[0];
  await scene.activate();
  await until(() => editor.logShown === 1);
  assert.deepEqual(editor.messages, [{
    text: `Starting ${file} failed: it ended with exit code 3 during initialization.`,
    buttons: ['Show Log'],
  }]);
  assert.equal(scene.starts().length, 1);
  assert.equal(editor.status?.text, 'errls is not running');
  assert.ok(editor.log.some((line) => line.includes('exiting because of --die')), editor.log.join('\n'));
});

test('a program that cannot be executed is reported', limit, async (t) => {
  const scene = new Scene(t);
  const file = program(path.join(scene.context.extensionPath, 'bin', 'errls'));
  writeFileSync(file, '#!/nonexistent/interpreter\n');
  await scene.activate();
  assert.equal(editor.messages.length, 1);
  assert.match(editor.messages[0].text, /^Starting .*errls failed: .*ENOENT/);
  assert.equal(editor.status?.text, 'errls is not running');
});

test('a server that never answers does not block a restart', limit, async (t) => {
  const scene = new Scene(t);
  scene.install();
  editor.settings = { 'errls.args': ['--mute'] };
  const activation = scene.activate();
  await until(() => scene.methods().includes('initialize'));
  assert.equal(editor.status?.busy, true);
  editor.settings = {};
  await editor.commands.get('errls.restart')?.();
  await activation;
  assert.equal(editor.status?.text, 'errls 9.8.7');
  assert.equal(scene.starts().length, 2);
  await until(() => !alive(scene.starts()[0].pid));
  assert.deepEqual(editor.messages, []);
});

test('an invalid setting is reported, with a button that opens the settings', limit, async (t) => {
  const scene = new Scene(t);
  scene.install();
  editor.settings = { 'errls.path': '/no/such/errls' };
  editor.press = () => 'Open Settings';
  await scene.activate();
  await until(() => editor.executed.length === 1);
  assert.match(editor.messages[0].text, /errls\.path is \/no\/such\/errls/);
  assert.deepEqual(editor.executed, [['workbench.action.openSettings', 'errls.path']]);
  assert.equal(scene.starts().length, 0);
});

test('the extension offers to install a missing program, and starts it afterwards', limit, async (t) => {
  const scene = new Scene(t);
  const ready = scene.install(path.join(scene.root, 'built', 'errls'));
  program(path.join(scene.root, 'go', 'go'), `[ "$1" = install ] && cp "${ready}" "${scene.root}/errls" && echo "got $2"`);
  process.env.PATH = `${path.join(scene.root, 'go')}:/usr/bin:/bin`;
  editor.press = (_text, buttons) => buttons.find((button) => button === 'Install');
  await scene.activate();
  await until(() => editor.status?.text === 'errls 9.8.7');
  assert.equal(editor.messages.length, 1);
  assert.match(editor.messages[0].text, /was not found\. Install it with "go install github\.com\/errls\/errls\/cmd\/errls@latest"/);
  assert.deepEqual(editor.messages[0].buttons, ['Install', 'Open Settings']);
  assert.ok(editor.log.some((line) => line.includes('got github.com/errls/errls/cmd/errls@latest')));
  assert.equal(editor.status?.detail, path.join(scene.root, 'errls'));
});

test('a missing program is shown in the status, and a failed installation is reported', limit, async (t) => {
  const scene = new Scene(t);
  program(path.join(scene.root, 'go', 'go'), 'exit 1');
  process.env.PATH = path.join(scene.root, 'go');
  await scene.activate();
  assert.equal(editor.status?.text, 'errls is not installed');
  assert.equal(editor.status?.severity, 1);
  assert.equal(editor.messages.length, 1);
  editor.press = (_text, buttons) => buttons.find((button) => button === 'Install');
  await editor.commands.get('errls.restart')?.();
  await until(() => editor.messages.length === 3);
  assert.match(editor.messages[2].text, /errls was not installed\. go install failed with exit code 1/);
  assert.equal(editor.status?.text, 'errls is not installed');
});

test('the command errls.showLog shows the log', limit, async (t) => {
  const scene = new Scene(t);
  scene.install();
  await scene.activate();
  editor.commands.get('errls.showLog')?.();
  assert.equal(editor.logShown, 1);
});

test('disposal removes everything that activation has registered', limit, async (t) => {
  const scene = new Scene(t);
  scene.install();
  await scene.activate();
  await deactivate();
  scene.context.subscriptions.forEach((subscription) => subscription.dispose());
  assert.deepEqual([...editor.commands.keys()], []);
  assert.equal(editor.status?.disposed, true);
  editor.trustGranted.fire();
  assert.equal(scene.starts().length, 1);
});
