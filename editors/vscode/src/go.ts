// Runs the go command: to learn where it installs programs, and to install errls.
import { execFile, spawn } from 'node:child_process';
import { homedir } from 'node:os';
import type { GoSettings } from './binary';

/** What `go install` is asked for. */
export const installTarget = 'github.com/errls/errls/cmd/errls@latest';

/** How long the go command may take to print its settings, in milliseconds. */
const settingsTimeout = 5_000;

/**
 * Reads GOBIN and GOPATH from the go command. Undefined if there is no go command, or it does not answer.
 *
 * It runs in the home directory, without a work file: nothing of the open folder decides what it does.
 */
export function goSettings(): Promise<GoSettings | undefined> {
  return new Promise((resolve) => {
    const options = { cwd: homedir(), env: outsideOfWorkspace(), timeout: settingsTimeout };
    execFile('go', ['env', '-json', 'GOBIN', 'GOPATH'], options, (error, stdout) => {
      if (error) {
        resolve(undefined);
        return;
      }
      try {
        resolve(JSON.parse(stdout) as GoSettings);
      } catch {
        resolve(undefined);
      }
    });
  });
}

/**
 * Installs errls with the go command.
 *
 * @param log is given each line that the go command prints.
 * @param signal ends it.
 * @throws Error with a message for the user if the go command is missing, fails or is ended.
 */
export function installErrls(log: (line: string) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = spawn('go', ['install', installTarget], {
      cwd: homedir(),
      env: outsideOfWorkspace(),
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [go.stdout, go.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => text.split('\n').filter(Boolean).forEach(log));
    }
    go.on('error', (error: NodeJS.ErrnoException) => {
      if (signal.aborted) {
        reject(new Error('The installation was cancelled.'));
      } else if (error.code === 'ENOENT') {
        reject(new Error('There is no go command on the PATH. Install Go, or install errls by hand.'));
      } else {
        reject(new Error(`Starting the go command: ${error.message}`));
      }
    });
    go.on('close', (code) => {
      if (code === 0) {
        resolve();
      } else {
        reject(new Error(`go install ended with exit code ${code}.`));
      }
    });
  });
}

function outsideOfWorkspace(): NodeJS.ProcessEnv {
  return { ...process.env, GOWORK: 'off', GOFLAGS: '' };
}
