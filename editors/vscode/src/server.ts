// The life of the server: found, started, restarted, stopped.
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { State as ClientState } from 'vscode-languageclient/node';
import { findProgram, SettingError } from './binary';
import type { Program } from './binary';
import { clientOptions, QuietClient } from './client';
import { Crashes, maxCrashes } from './crashes';
import { goSettings } from './go';
import { offerInstall, reportCrashes, reportFailure, reportSetting } from './messages';
import { ServerProcess } from './process';
import type { Status } from './status';

/** How long the server may take to answer the shutdown request, in milliseconds. */
const stopTimeout = 2_000;

/** How long its process may take to end after that before it is killed, in milliseconds. */
const endTimeout = 1_000;

/** One start of the server. A crash or a restart ends it, and the next start is another run. */
interface Run {
  client: QuietClient;
  program: Program;
  process?: ServerProcess;
  /** The server has answered the initialize request: from now on its end is a crash. */
  ready: boolean;
}

/** Starts `errls serve` and stops it, one change at a time in the order of the calls. */
export class Server {
  private run: Run | undefined;
  private crashes = new Crashes();
  private changes: Promise<void> = Promise.resolve();
  /** The number of the last call of restart or stop: the earlier ones need not start what it would end. */
  private last = 0;

  constructor(
    private readonly extensionPath: string,
    private readonly log: vscode.LogOutputChannel,
    private readonly status: Status,
  ) {}

  /** Stops the server if it runs and starts the program that the settings name now. */
  restart(): Promise<void> {
    this.crashes = new Crashes();
    this.interrupt();
    const mine = ++this.last;
    return this.change(async () => {
      await this.end();
      if (mine === this.last) {
        await this.begin();
      }
    });
  }

  /** Stops the server. */
  stop(): Promise<void> {
    this.interrupt();
    this.last++;
    return this.change(() => this.end());
  }

  private change(what: () => Promise<void>): Promise<void> {
    this.changes = this.changes.then(what).catch((error: unknown) => this.log.error(String(error)));
    return this.changes;
  }

  /** Ends a server that does not come up, so that what is asked for next need not wait for it. */
  private interrupt(): void {
    if (this.run && !this.run.ready) {
      const { process } = this.run;
      this.run = undefined;
      process?.kill();
    }
  }

  private async begin(): Promise<void> {
    this.status.show({ kind: 'starting' });
    const program = await this.find();
    if (!program) {
      return;
    }
    const args = ['serve', ...vscode.workspace.getConfiguration('errls').get<string[]>('args', [])];
    this.log.info(`Starting ${[program.path, ...args].join(' ')} (found by ${program.origin}).`);
    const run: Run = {
      client: new QuietClient('errls', 'errls', () => this.launch(run, args), clientOptions(this.log)),
      program,
      ready: false,
    };
    run.client.onDidChangeState(({ newState }) => this.follow(run, newState));
    this.run = run;
    try {
      await run.client.start();
    } catch (error) {
      await this.startFailed(run, error);
    }
  }

  private async launch(run: Run, args: string[]) {
    const cwd = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
    run.process = await ServerProcess.start(run.program.path, args, cwd);
    return run.process.child;
  }

  private async startFailed(run: Run, error: unknown): Promise<void> {
    if (run !== this.run) {
      return; // It was interrupted.
    }
    this.run = undefined;
    // The connection is closed a little before the end of the process is known.
    await run.process?.finish(endTimeout);
    const byItself = run.process && !run.process.child.killed;
    const cause = byItself ? `it ended with ${run.process?.end} before it was ready` : (error as Error).message;
    this.status.show({ kind: 'failed', reason: cause });
    void reportFailure(`Starting ${run.program.path} as a language server: ${cause}.`, this.log);
  }

  /** Looks for the program. What is wrong is said, without waiting for an answer. */
  private async find(): Promise<Program | undefined> {
    try {
      const program = await findProgram({
        configured: vscode.workspace.getConfiguration('errls').get<string>('path', ''),
        extension: this.extensionPath,
        home: homedir(),
        env: process.env,
        windows: process.platform === 'win32',
        goSettings,
      });
      if (!program) {
        this.status.show({ kind: 'missing' });
        this.log.warn('The errls program was not found.');
        void offerInstall(this.log).then((installed) => (installed ? this.restart() : undefined));
      }
      return program;
    } catch (error) {
      if (!(error instanceof SettingError)) {
        throw error;
      }
      this.status.show({ kind: 'failed', reason: error.message });
      this.log.error(error.message);
      void reportSetting(error.message);
      return undefined;
    }
  }

  private follow(run: Run, state: ClientState): void {
    if (run !== this.run) {
      return;
    }
    if (state === ClientState.Running) {
      run.ready = true;
      const version = run.client.initializeResult?.serverInfo?.version ?? '';
      this.status.show({ kind: 'running', version, path: run.program.path });
    } else if (state === ClientState.Stopped && run.ready) {
      this.crashed(run);
    }
  }

  private crashed(run: Run): void {
    this.run = undefined;
    run.process?.kill();
    if (this.crashes.another()) {
      this.log.warn('The server ended unexpectedly; starting it again.');
      const mine = this.last;
      void this.change(async () => {
        if (mine === this.last) {
          await this.begin();
        }
      });
      return;
    }
    this.status.show({ kind: 'failed', reason: 'It ended unexpectedly too often.' });
    void reportCrashes(maxCrashes, this.log).then((again) => (again ? this.restart() : undefined));
  }

  private async end(): Promise<void> {
    const run = this.run;
    this.run = undefined;
    try {
      if (run?.client.needsStop()) {
        await run.client.stop(stopTimeout);
      }
    } catch (error) {
      this.log.warn(`Stopping the server: ${String(error)}`);
    }
    await run?.process?.finish(endTimeout);
    this.status.show({ kind: 'stopped' });
  }
}
