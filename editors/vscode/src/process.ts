// The server process.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A running program. Its input and output are pipes. */
export class ServerProcess {
  private readonly ended: Promise<void>;

  private constructor(readonly child: ChildProcess) {
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()));
  }

  /**
   * Starts a program.
   *
   * @throws Error if it cannot be started: the file is missing, is not executable, or is for another platform.
   */
  static async start(command: string, args: readonly string[], cwd: string): Promise<ServerProcess> {
    const child = spawn(command, args, { cwd, stdio: 'pipe' });
    // Ignore errors when writing after the process has ended: the language client handles its end.
    child.stdin.on('error', () => undefined);
    await once(child, 'spawn');
    return new ServerProcess(child);
  }

  /** How the process ended, such as "exit code 2", or undefined while it is running. */
  get end(): string | undefined {
    if (this.child.exitCode !== null) {
      return `exit code ${this.child.exitCode}`;
    }
    return this.child.signalCode === null ? undefined : `signal ${this.child.signalCode}`;
  }

  /** Kills the process if it is running. */
  kill(): void {
    if (this.end === undefined) {
      this.child.kill('SIGKILL');
    }
  }

  /** Waits until the process has ended, and kills it after a time limit in milliseconds. */
  async finish(limit: number): Promise<void> {
    const timer = setTimeout(() => this.kill(), limit);
    if (this.end === undefined) {
      await this.ended;
    }
    clearTimeout(timer);
  }
}
