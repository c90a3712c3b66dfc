// Starts the errls language server for Go files. All that errls knows is in the server.
import * as vscode from 'vscode';
import { documents } from './client';
import { Server } from './server';
import { Status } from './status';

let server: Server | undefined;

/** Called by VS Code when the first Go file is opened. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('errls', { log: true });
  const status = new Status(documents);
  const started = new Server(context.extensionPath, log, status);
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
    // Settings that an untrusted workspace was not allowed to make may count now.
    vscode.workspace.onDidGrantWorkspaceTrust(() => void started.restart()),
  );
  await started.restart();
}

/** Called by VS Code before it ends or disables the extension. */
export async function deactivate(): Promise<void> {
  await server?.stop();
  server = undefined;
}
