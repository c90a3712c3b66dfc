// The messages that the extension shows when the server cannot run, with actions that can help.
import * as vscode from 'vscode';
import { installErrls, installTarget } from './go';

const install = 'Install';
const openSettings = 'Open Settings';
const restart = 'Restart';
const showLog = 'Show Log';

/** Reports that the errls program was not found, and offers to install it. Returns true if it was installed. */
export async function offerInstall(log: vscode.LogOutputChannel): Promise<boolean> {
  const text = `The errls program was not found. Install it with "go install ${installTarget}", or set errls.path.`;
  const chosen = await vscode.window.showErrorMessage(text, install, openSettings);
  if (chosen === openSettings) {
    await showSettings();
  }
  return chosen === install && installWithProgress(log);
}

/** Installs errls and shows a notification meanwhile. Returns true if it was installed. */
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

/** Reports that the setting errls.path is invalid. */
export async function reportSetting(text: string): Promise<void> {
  if ((await vscode.window.showErrorMessage(text, openSettings)) === openSettings) {
    await showSettings();
  }
}

/** Reports an error, and offers to show the log. */
export async function reportFailure(text: string, log: vscode.LogOutputChannel): Promise<void> {
  log.error(text);
  if ((await vscode.window.showErrorMessage(text, showLog)) === showLog) {
    log.show();
  }
}

/** Reports that the server crashes repeatedly. Returns true if the user wants to restart it. */
export async function reportCrashes(count: number, log: vscode.LogOutputChannel): Promise<boolean> {
  const text = `The errls server crashed ${count} times within 3 minutes and will not be restarted.`;
  const chosen = await vscode.window.showErrorMessage(text, restart, showLog);
  if (chosen === showLog) {
    log.show();
  }
  return chosen === restart;
}

/** Shows the setting errls.path. */
async function showSettings(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', 'errls.path');
}
