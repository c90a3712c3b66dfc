// Finds, starts, restarts and stops the server.
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

/** Time limits, in milliseconds. */
export interface Limits {
  /** How long the server may take to answer the shutdown request. */
  shutdown: number;
  /** How long its process may take to end after that before it is killed. */
  exit: number;
}

export const defaultLimits: Limits = { shutdown: 2_000, exit: 1_000 };

/** One run of the server. It ends with a crash or a restart. */
interface Run {
  client: QuietClient;
  program: Program;
  process?: ServerProcess;
  /** Set when the server has answered the initialize request. If it ends after that, it has crashed. */
  ready: boolean;
}

/** Starts and stops `errls serve`. Calls are executed one after the other. */
export class Server {
  private run: Run | undefined;
  private crashes = new Crashes();
  private queue: Promise<void> = Promise.resolve();
  /** The number of calls of restart and stop. An older call does not start a server that the last one would stop. */
  private calls = 0;

  constructor(
    private readonly extensionPath: string,
    private readonly log: vscode.LogOutputChannel,
    private readonly status: Status,
    private readonly limits: Limits,
  ) {}

  /** Stops the server if it is running, and starts it with the current settings. */
  restart(): Promise<void> {
    this.crashes = new Crashes();
    this.interrupt();
    const call = ++this.calls;
    return this.enqueue(async () => {
      await this.end();
      if (call === this.calls) {
        await this.begin();
      }
    });
  }

  /** Stops the server. */
  stop(): Promise<void> {
    this.interrupt();
    this.calls++;
    return this.enqueue(() => this.end());
  }

  /** Executes a function after all earlier ones. */
  private enqueue(run: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(run).catch((error: unknown) => this.log.error(String(error)));
    return this.queue;
  }

  /** Kills a server that is starting, so that the next function need not wait for it. */
  private interrupt(): void {
    if (this.run && !this.run.ready) {
      const { process } = this.run;
      this.run = undefined;
      process?.kill();
    }
  }

  /** Finds and starts the server. */
  private async begin(): Promise<void> {
    this.status.show({ kind: 'starting' });
    const program = await this.find();
    if (!program) {
      return;
    }
    const args = ['serve', ...vscode.workspace.getConfiguration('errls').get<string[]>('args', [])];
    this.log.info(`Starting ${[program.path, ...args].join(' ')} (found in ${program.origin}).`);
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

  /** Starts the process of a run. */
  private async launch(run: Run, args: string[]) {
    const cwd = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? homedir();
    run.process = await ServerProcess.start(run.program.path, args, cwd);
    return run.process.child;
  }

  /** Reports that the server could not be started. */
  private async startFailed(run: Run, error: unknown): Promise<void> {
    if (run !== this.run) {
      return; // See interrupt.
    }
    this.run = undefined;
    // The connection may be closed before the process has ended.
    await run.process?.finish(this.limits.exit);
    const exited = run.process && !run.process.child.killed;
    const cause = exited ? `it ended with ${run.process?.end} during initialization` : (error as Error).message;
    this.status.show({ kind: 'failed', reason: cause });
    void reportFailure(`Starting ${run.program.path} failed: ${cause}.`, this.log);
  }

  /** Finds the program. If there is none, it shows a message, but does not wait for the user. */
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

  /** Handles a new state of the client of a run. */
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

  /** Restarts the server after a crash, unless there were too many. */
  private crashed(run: Run): void {
    this.run = undefined;
    run.process?.kill();
    if (this.crashes.another()) {
      this.log.warn('The server crashed. Restarting it.');
      const call = this.calls;
      void this.enqueue(async () => {
        if (call === this.calls) {
          await this.begin();
        }
      });
      return;
    }
    this.status.show({ kind: 'failed', reason: 'It crashed too often.' });
    void reportCrashes(maxCrashes, this.log).then((again) => (again ? this.restart() : undefined));
  }

  /** Stops the server if it is running. */
  private async end(): Promise<void> {
    const run = this.run;
    this.run = undefined;
    try {
      if (run?.client.needsStop()) {
        await run.client.stop(this.limits.shutdown);
      }
    } catch (error) {
      this.log.warn(`Stopping the server failed: ${String(error)}`);
    }
    await run?.process?.finish(this.limits.exit);
    this.status.show({ kind: 'stopped' });
  }
}
