// What errls tells the user when its server cannot run, and what it offers to do about it.
import * as vscode from 'vscode';
import { installErrls, installTarget } from './go';

const install = 'Install';
const openSettings = 'Open Settings';
const restart = 'Restart';
const showLog = 'Show Log';

/** Says that there is no errls program, and offers to install it. True if it has been installed. */
export async function offerInstall(log: vscode.LogOutputChannel): Promise<boolean> {
  const text = `The errls program was not found. Install it with "go install ${installTarget}", or set its path.`;
  const chosen = await vscode.window.showErrorMessage(text, install, openSettings);
  if (chosen === openSettings) {
    await settings();
  }
  return chosen === install && installWithProgress(log);
}

async function installWithProgress(log: vscode.LogOutputChannel): Promise<boolean> {
  const options = { location: vscode.ProgressLocation.Notification, title: 'Installing errls', cancellable: true };
  try {
    await vscode.window.withProgress(options, (_progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      log.info(`go install ${installTarget}`);
      return installErrls((line) => log.info(line), abort.signal);
    });
    return true;
  } catch (error) {
    await reportFailure(`errls was not installed. ${(error as Error).message}`, log);
    return false;
  }
}

/** Says that the setting errls.path is wrong. */
export async function reportSetting(text: string): Promise<void> {
  if ((await vscode.window.showErrorMessage(text, openSettings)) === openSettings) {
    await settings();
  }
}

/** Says that something went wrong about which the log may tell more. */
export async function reportFailure(text: string, log: vscode.LogOutputChannel): Promise<void> {
  log.error(text);
  if ((await vscode.window.showErrorMessage(text, showLog)) === showLog) {
    log.show();
  }
}

/** Says that the server does not stay up. True if the user wants to start it once more. */
export async function reportCrashes(count: number, log: vscode.LogOutputChannel): Promise<boolean> {
  const text = `The errls server ended unexpectedly ${count} times in a few minutes and was not started again.`;
  const chosen = await vscode.window.showErrorMessage(text, restart, showLog);
  if (chosen === showLog) {
    log.show();
  }
  return chosen === restart;
}

async function settings(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', 'errls.path');
}
