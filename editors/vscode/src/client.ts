// The configuration of the language client.
import type { LogOutputChannel } from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn } from 'vscode-languageclient/node';
import type { ErrorHandler, LanguageClientOptions } from 'vscode-languageclient/node';

/** The documents that the client synchronizes with the server. */
export const documents = [{ scheme: 'file', language: 'go' }];

/** The number of consecutive read or write errors after which the client closes the connection. */
const maxErrors = 3;

/** Leaves restarts and messages to the user to the extension. */
const errorHandler: ErrorHandler = {
  error: (_error, _message, count) => ({
    action: count !== undefined && count <= maxErrors ? ErrorAction.Continue : ErrorAction.Shutdown,
    handled: true,
  }),
  closed: () => ({ action: CloseAction.DoNotRestart, message: 'The connection to the server was closed.', handled: true }),
};

/** A language client that writes errors only to the log. The extension shows messages to the user. */
export class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Returns the options of the language client, which writes all its output to the log. */
export function clientOptions(log: LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: documents,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    errorHandler,
    initializationFailedHandler: () => false,
  };
}
