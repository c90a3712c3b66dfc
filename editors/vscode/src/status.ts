// The item of errls in the language status of Go files.
import * as vscode from 'vscode';

/** The state of the server. */
export type State =
  | { kind: 'starting' }
  | { kind: 'running'; version: string; path: string }
  | { kind: 'stopped' }
  | { kind: 'missing' }
  | { kind: 'failed'; reason: string };

/** Shows the state of the server, with a command for the user. */
export class Status implements vscode.Disposable {
  private readonly item: vscode.LanguageStatusItem;

  constructor(selector: vscode.DocumentSelector) {
    this.item = vscode.languages.createLanguageStatusItem('errls.status', selector);
    this.item.name = 'errls';
    this.show({ kind: 'stopped' });
  }

  show(state: State): void {
    const { item } = this;
    item.busy = state.kind === 'starting';
    item.severity = vscode.LanguageStatusSeverity.Information;
    item.command = { command: 'errls.showLog', title: 'Show Log' };
    switch (state.kind) {
      case 'starting':
        item.text = 'errls';
        item.detail = 'starting';
        break;
      case 'running':
        item.text = state.version === '' ? 'errls' : `errls ${state.version}`;
        item.detail = state.path;
        break;
      case 'stopped':
        item.text = 'errls';
        item.detail = 'stopped';
        item.command = { command: 'errls.restart', title: 'Start' };
        break;
      case 'missing':
        item.text = 'errls is not installed';
        item.detail = '';
        item.severity = vscode.LanguageStatusSeverity.Warning;
        item.command = { command: 'errls.restart', title: 'Search Again' };
        break;
      case 'failed':
        item.text = 'errls is not running';
        item.detail = state.reason;
        item.severity = vscode.LanguageStatusSeverity.Error;
        item.command = { command: 'errls.restart', title: 'Restart' };
        break;
    }
  }

  dispose(): void {
    this.item.dispose();
  }
}
