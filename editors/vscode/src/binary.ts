// Finds the errls program. It searches, in this order: the setting errls.path, the extension, GOBIN, GOPATH/bin, PATH.
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import * as path from 'node:path';

/** Where a program was found. */
export type Origin = 'errls.path' | 'extension' | 'GOBIN' | 'GOPATH' | 'PATH';

/** A program that can be started. */
export interface Program {
  path: string;
  origin: Origin;
}

/** The variables of `go env` that determine where `go install` installs programs. */
export interface GoSettings {
  GOBIN: string;
  GOPATH: string;
}

/** What a search for the program depends on. */
export interface SearchOptions {
  /** The setting errls.path; empty if unset. */
  configured: string;
  /** The folder of the extension, which may contain bin/errls. */
  extension: string;
  home: string;
  env: NodeJS.ProcessEnv;
  windows: boolean;
  /** Runs `go env`. It is called only if neither the setting nor the extension provides a program. */
  goSettings(): Promise<GoSettings | undefined>;
}

/** The error of an invalid setting errls.path. Its message is shown to the user. */
export class SettingError extends Error {}

/**
 * Returns the program to start, or undefined if there is none.
 *
 * @throws SettingError if errls.path is set, but is not a program. Another program must not be used instead.
 */
export async function findProgram(options: SearchOptions): Promise<Program | undefined> {
  const configured = options.configured.trim();
  if (configured !== '') {
    return { path: await fromSetting(configured, options), origin: 'errls.path' };
  }
  const bundled = await programIn([path.join(options.extension, 'bin')], 'errls', options);
  if (bundled) {
    return { path: bundled, origin: 'extension' };
  }
  const go = await installDirectories(options);
  const places: [Origin, string[]][] = [
    ['GOBIN', go.gobin],
    ['GOPATH', go.gopath],
    ['PATH', pathDirectories(options)],
  ];
  for (const [origin, directories] of places) {
    const found = await programIn(directories, 'errls', options);
    if (found) {
      return { path: found, origin };
    }
  }
  return undefined;
}

/** Returns the program of the setting errls.path. */
async function fromSetting(configured: string, options: SearchOptions): Promise<string> {
  const expanded = /^~[\\/]/.test(configured) ? path.join(options.home, configured.slice(2)) : configured;
  if (path.isAbsolute(expanded)) {
    if (await isExecutable(expanded, options)) {
      return expanded;
    }
    throw new SettingError(`The setting errls.path is ${expanded}, which is not an executable file.`);
  }
  if (/[\\/]/.test(expanded)) {
    throw new SettingError(`The setting errls.path is ${configured}, but must be an absolute path or the name of a program.`);
  }
  const found = await programIn(pathDirectories(options), expanded, options);
  if (!found) {
    throw new SettingError(`The setting errls.path is ${configured}, which was not found on the PATH.`);
  }
  return found;
}

/** Returns the directories of `go install`, from the environment, from `go env`, or the default. */
async function installDirectories(options: SearchOptions): Promise<{ gobin: string[]; gopath: string[] }> {
  const go = await options.goSettings();
  const gobin = options.env.GOBIN || go?.GOBIN || '';
  const gopath = options.env.GOPATH || go?.GOPATH || path.join(options.home, 'go');
  return {
    gobin: path.isAbsolute(gobin) ? [gobin] : [],
    gopath: list(gopath, options).map((directory) => path.join(directory, 'bin')),
  };
}

/** Returns the directories of PATH. */
function pathDirectories(options: SearchOptions): string[] {
  return list(options.env.PATH ?? options.env.Path ?? '', options);
}

/** Splits a list of directories. It ignores relative paths, since they depend on the open folder. */
function list(value: string, options: SearchOptions): string[] {
  return value.split(options.windows ? ';' : ':').filter((directory) => path.isAbsolute(directory));
}

/** Returns the first program with a name in a list of directories. */
async function programIn(directories: string[], name: string, options: SearchOptions): Promise<string | undefined> {
  const file = options.windows && !/\.exe$/i.test(name) ? `${name}.exe` : name;
  for (const directory of directories) {
    const candidate = path.join(directory, file);
    if (await isExecutable(candidate, options)) {
      return candidate;
    }
  }
  return undefined;
}

/** Reports whether a file is executable. */
async function isExecutable(file: string, options: SearchOptions): Promise<boolean> {
  try {
    if (!(await stat(file)).isFile()) {
      return false;
    }
    // Windows has no permission to execute files.
    await access(file, options.windows ? constants.R_OK : constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
