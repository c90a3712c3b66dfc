// How the language client is set up.
import type { LogOutputChannel } from 'vscode';
import { CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn } from 'vscode-languageclient/node';
import type { ErrorHandler, LanguageClientOptions } from 'vscode-languageclient/node';

/** The files that the server is asked about. */
export const documents = [{ scheme: 'file', language: 'go' }];

/** So many errors in a row while reading or writing end the connection. */
const maxErrors = 3;

/** The client leaves starting again, and telling the user, to the extension. */
const errorHandler: ErrorHandler = {
  error: (_error, _message, count) => ({
    action: count !== undefined && count <= maxErrors ? ErrorAction.Continue : ErrorAction.Shutdown,
    handled: true,
  }),
  closed: () => ({ action: CloseAction.DoNotRestart, message: 'The connection to the server was closed.', handled: true }),
};

/** A language client that writes its errors to the log only: what the user is told, the extension says. */
export class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** The options of the language client; all that it writes goes to the log. */
export function clientOptions(log: LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: documents,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    errorHandler,
    initializationFailedHandler: () => false,
  };
}
