// The process of the server.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A started program whose input and output are pipes. */
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
    // What is written after the process ended is lost, and the language client knows that it ended.
    child.stdin.on('error', () => undefined);
    await once(child, 'spawn');
    return new ServerProcess(child);
  }

  /** Says how the process ended ("exit code 2"); undefined while it runs. */
  get end(): string | undefined {
    if (this.child.exitCode !== null) {
      return `exit code ${this.child.exitCode}`;
    }
    return this.child.signalCode === null ? undefined : `signal ${this.child.signalCode}`;
  }

  /** Ends the process at once if it still runs. */
  kill(): void {
    if (this.end === undefined) {
      this.child.kill('SIGKILL');
    }
  }

  /** Waits for the process to end by itself, at most for so many milliseconds, and then ends it. */
  async finish(grace: number): Promise<void> {
    const timer = setTimeout(() => this.kill(), grace);
    if (this.end === undefined) {
      await this.ended;
    }
    clearTimeout(timer);
  }
}
