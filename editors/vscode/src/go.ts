// Runs the go command: to find out where it installs programs, and to install errls.
import { execFile, spawn } from 'node:child_process';
import { homedir } from 'node:os';
import type { GoSettings } from './binary';

/** The argument of `go install`. */
export const installTarget = 'github.com/errls/errls/cmd/errls@latest';

/** The maximum duration of `go env`, in milliseconds. */
const settingsTimeout = 5_000;

/**
 * Returns GOBIN and GOPATH from `go env`, or undefined if the go command is missing or fails.
 *
 * It runs in the home directory, without a workspace file, so that the open folder has no influence.
 */
export function goSettings(): Promise<GoSettings | undefined> {
  return new Promise((resolve) => {
    const options = { cwd: homedir(), env: environment(), timeout: settingsTimeout };
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
 * Installs errls with `go install`.
 *
 * @param log receives each line that the go command prints.
 * @param signal cancels the installation.
 * @throws Error with a message for the user if the go command is missing, fails or is canceled.
 */
export function installErrls(log: (line: string) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = spawn('go', ['install', installTarget], {
      cwd: homedir(),
      env: environment(),
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [go.stdout, go.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => text.split('\n').filter(Boolean).forEach(log));
    }
    go.on('error', (error: NodeJS.ErrnoException) => {
      if (signal.aborted) {
        reject(new Error('The installation was canceled.'));
      } else if (error.code === 'ENOENT') {
        reject(new Error('The go command was not found on the PATH. Install Go, or install errls manually.'));
      } else {
        reject(new Error(`Starting the go command: ${error.message}`));
      }
    });
    go.on('close', (code) => {
      if (code === 0) {
        resolve();
      } else {
        reject(new Error(`go install failed with exit code ${code}.`));
      }
    });
  });
}

/** Returns the environment without settings that depend on a workspace. */
function environment(): NodeJS.ProcessEnv {
  return { ...process.env, GOWORK: 'off', GOFLAGS: '' };
}
