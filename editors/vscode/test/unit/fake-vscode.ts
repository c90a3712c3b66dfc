// A fake of the module vscode, with the parts that the extension and the language client use. With `editor`, tests
// simulate the actions of the user, and read what the user sees.

type Listener = (value: never) => unknown;

class Event {
  private listeners = new Set<Listener>();
  readonly event = (listener: Listener) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };
  fire(value?: unknown): void {
    [...this.listeners].forEach((listener) => listener(value as never));
  }
  dispose(): void {
    this.listeners.clear();
  }
}

/** An item of the language status. */
export interface StatusItem {
  id: string;
  text: string;
  detail: string;
  busy: boolean;
  severity: number;
  command: { command: string; title: string };
  disposed: boolean;
}

/** The state of the editor. */
export const editor = {
  settings: {} as Record<string, unknown>,
  folders: [] as string[],
  /** Returns the button that the user clicks in a message. */
  press: ((_text: string, _buttons: string[]) => undefined) as (text: string, buttons: string[]) => string | undefined,
  messages: [] as { text: string; buttons: string[] }[],
  log: [] as string[],
  logShown: 0,
  commands: new Map<string, (...args: unknown[]) => unknown>(),
  executed: [] as unknown[][],
  status: undefined as StatusItem | undefined,
  configurationChanged: new Event(),
  trustGranted: new Event(),
  cancelProgress: new Event(),
  reset(): void {
    Object.assign(editor, { settings: {}, folders: [], messages: [], log: [], logShown: 0, executed: [] });
    editor.press = () => undefined;
    editor.commands.clear();
    editor.status = undefined;
  },
};

const disposable = () => ({ dispose() {} });
const silent = () => disposable();

/** Returns an object that also has all other names: as functions that return a disposable, such as registrations. */
function known<T extends object>(names: T): T {
  return new Proxy(names, { get: (target, name) => (name in target ? Reflect.get(target, name) : silent) });
}

const write = (level: string) => (text: unknown) => void editor.log.push(`${level}: ${String(text)}`);

const channel = {
  name: 'errls',
  logLevel: 3,
  onDidChangeLogLevel: silent,
  trace: write('trace'), debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error'),
  append: write('info'), appendLine: write('info'), replace() {}, clear() {}, hide() {}, dispose() {},
  show: () => void editor.logShown++,
};

export const version = '1.100.3';
export const env = { language: 'en', appName: 'test', openExternal: async () => true };
export const extensions = known({ getExtension: () => undefined });

export const commands = known({
  registerCommand(id: string, run: (...args: unknown[]) => unknown) {
    if (editor.commands.has(id)) {
      throw new Error(`command ${id} is registered twice`);
    }
    editor.commands.set(id, run);
    return { dispose: () => editor.commands.delete(id) };
  },
  executeCommand: async (...args: unknown[]) => void editor.executed.push(args),
});

const show = async (text: string, ...buttons: string[]) => {
  editor.messages.push({ text, buttons });
  return editor.press(text, buttons);
};

export const window = known({
  createOutputChannel: () => channel,
  showErrorMessage: show, showWarningMessage: show, showInformationMessage: show,
  withProgress: (_options: unknown, task: (progress: unknown, token: unknown) => unknown) =>
    task({ report() {} }, { isCancellationRequested: false, onCancellationRequested: editor.cancelProgress.event }),
  visibleTextEditors: [], activeTextEditor: undefined,
  tabGroups: { all: [], onDidChangeTabs: silent, onDidChangeTabGroups: silent },
});

export const workspace = known({
  getConfiguration: (section?: string) => ({
    get: (key: string, otherwise?: unknown) => editor.settings[section ? `${section}.${key}` : key] ?? otherwise,
  }),
  get workspaceFolders() {
    return editor.folders.map((folder, index) => ({ uri: Uri.file(folder), name: folder, index }));
  },
  isTrusted: true,
  textDocuments: [], notebookDocuments: [],
  onDidChangeConfiguration: editor.configurationChanged.event,
  onDidGrantWorkspaceTrust: editor.trustGranted.event,
});

export const languages = known({
  match: () => 0,
  createDiagnosticCollection: () => ({ set() {}, delete() {}, clear() {}, dispose() {} }),
  createLanguageStatusItem(id: string) {
    const item = { id, disposed: false } as StatusItem;
    editor.status = item;
    return Object.assign(item, { dispose: () => { item.disposed = true; } });
  },
});

export class Uri {
  constructor(readonly scheme: string, readonly path: string) {}
  static file(path: string) { return new Uri('file', path); }
  static parse(text: string) { return new Uri(text.split(':')[0], text.replace(/^\w+:\/\//, '')); }
  get fsPath() { return this.path; }
  toString() { return `${this.scheme}://${this.path}`; }
}

export class EventEmitter extends Event {}
export class Disposable { constructor(readonly dispose: () => void) {} }
export class CancellationError extends Error {}
export class CancellationTokenSource {
  token = { isCancellationRequested: false, onCancellationRequested: silent };
  cancel() {}
  dispose() {}
}

// The base classes of classes in the language client.
class Anything { constructor(..._args: unknown[]) {} }
export class CallHierarchyItem extends Anything {}
export class CodeAction extends Anything {}
export class CodeLens extends Anything {}
export class CompletionItem extends Anything {}
export class Diagnostic extends Anything {}
export class DocumentLink extends Anything {}
export class InlayHint extends Anything {}
export class SymbolInformation extends Anything {}
export class TypeHierarchyItem extends Anything {}
export class RelativePattern extends Anything {}

export class CodeActionKind {
  static readonly Empty = new CodeActionKind('');
  static readonly QuickFix = new CodeActionKind('quickfix');
  constructor(readonly value: string) {}
  append(part: string) { return new CodeActionKind(this.value === '' ? part : `${this.value}.${part}`); }
}

export const LogLevel = { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 };
export const LanguageStatusSeverity = { Information: 0, Warning: 1, Error: 2 };
export const ProgressLocation = { SourceControl: 1, Window: 10, Notification: 15 };
export const DiagnosticSeverity = { Error: 0, Warning: 1, Information: 2, Hint: 3 };
export const DiagnosticTag = { Unnecessary: 1, Deprecated: 2 };
export const SymbolTag = { Deprecated: 1 };
export const CompletionItemTag = { Deprecated: 1 };
