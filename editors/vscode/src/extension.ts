// Starts the errls language server for Go files. All features are in the server.
import * as vscode from 'vscode';
import { documents } from './client';
import { defaultLimits, Server } from './server';
import type { Limits } from './server';
import { Status } from './status';

let server: Server | undefined;

/**
 * Activates the extension. VS Code calls it with one argument when the first Go file is opened.
 *
 * @param limits is set by tests that must not depend on the speed of the machine.
 */
export async function activate(context: vscode.ExtensionContext, limits: Limits = defaultLimits): Promise<void> {
  const log = vscode.window.createOutputChannel('errls', { log: true });
  const status = new Status(documents);
  const started = new Server(context.extensionPath, log, status, limits);
  server = started;
  context.subscriptions.push(
    log,
    status,
    vscode.commands.registerCommand('errls.restart', () => started.restart()),
    vscode.commands.registerCommand('errls.showLog', () => log.show()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('errls.path') || event.affectsConfiguration('errls.args')) {
        void started.restart();
      }
    }),
    // The settings of the workspace were ignored before it was trusted.
    vscode.workspace.onDidGrantWorkspaceTrust(() => void started.restart()),
  );
  await started.restart();
}

/** Deactivates the extension. VS Code calls it when it disables the extension or exits. */
export async function deactivate(): Promise<void> {
  await server?.stop();
  server = undefined;
}
