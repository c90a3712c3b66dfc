// Finds the errls program: the setting, the copy in the extension, GOBIN, GOPATH/bin, PATH, in this order.
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

/** The two settings of the go command that say where `go install` puts programs. */
export interface GoSettings {
  GOBIN: string;
  GOPATH: string;
}

/** What the search looks at. */
export interface Surroundings {
  /** The setting errls.path; empty if unset. */
  configured: string;
  /** The folder of the extension, which may hold bin/errls. */
  extension: string;
  home: string;
  env: NodeJS.ProcessEnv;
  windows: boolean;
  /** Asks the go command. It is called only when the setting and the extension name no program. */
  goSettings(): Promise<GoSettings | undefined>;
}

/** The setting errls.path names something that cannot be started. Its message is meant for the user. */
export class SettingError extends Error {}

/**
 * Returns the program to start, or undefined if there is none.
 *
 * @throws SettingError if errls.path is set and names no program: what the user asked for is not replaced by
 * something else.
 */
export async function findProgram(around: Surroundings): Promise<Program | undefined> {
  const configured = around.configured.trim();
  if (configured !== '') {
    return { path: await fromSetting(configured, around), origin: 'errls.path' };
  }
  const bundled = await programIn([path.join(around.extension, 'bin')], 'errls', around);
  if (bundled) {
    return { path: bundled, origin: 'extension' };
  }
  const go = await installDirectories(around);
  const places: [Origin, string[]][] = [
    ['GOBIN', go.gobin],
    ['GOPATH', go.gopath],
    ['PATH', pathDirectories(around)],
  ];
  for (const [origin, directories] of places) {
    const found = await programIn(directories, 'errls', around);
    if (found) {
      return { path: found, origin };
    }
  }
  return undefined;
}

async function fromSetting(configured: string, around: Surroundings): Promise<string> {
  const expanded = /^~[\\/]/.test(configured) ? path.join(around.home, configured.slice(2)) : configured;
  if (path.isAbsolute(expanded)) {
    if (await canStart(expanded, around)) {
      return expanded;
    }
    throw new SettingError(`The setting errls.path names ${expanded}, which is not a program that can be started.`);
  }
  if (/[\\/]/.test(expanded)) {
    throw new SettingError(`The setting errls.path is ${configured}: it must be an absolute path, or the name of a program.`);
  }
  const found = await programIn(pathDirectories(around), expanded, around);
  if (!found) {
    throw new SettingError(`The setting errls.path names ${configured}, which is not on the PATH.`);
  }
  return found;
}

/** The directories that `go install` uses, as the environment, the go command and its defaults say. */
async function installDirectories(around: Surroundings): Promise<{ gobin: string[]; gopath: string[] }> {
  const go = await around.goSettings();
  const gobin = around.env.GOBIN || go?.GOBIN || '';
  const gopath = around.env.GOPATH || go?.GOPATH || path.join(around.home, 'go');
  return {
    gobin: path.isAbsolute(gobin) ? [gobin] : [],
    gopath: list(gopath, around).map((directory) => path.join(directory, 'bin')),
  };
}

function pathDirectories(around: Surroundings): string[] {
  return list(around.env.PATH ?? around.env.Path ?? '', around);
}

/** Splits a list of directories. Relative ones are left out: they would depend on the folder that is open. */
function list(value: string, around: Surroundings): string[] {
  return value.split(around.windows ? ';' : ':').filter((directory) => path.isAbsolute(directory));
}

async function programIn(directories: string[], name: string, around: Surroundings): Promise<string | undefined> {
  const file = around.windows && !/\.exe$/i.test(name) ? `${name}.exe` : name;
  for (const directory of directories) {
    const candidate = path.join(directory, file);
    if (await canStart(candidate, around)) {
      return candidate;
    }
  }
  return undefined;
}

async function canStart(file: string, around: Surroundings): Promise<boolean> {
  try {
    if (!(await stat(file)).isFile()) {
      return false;
    }
    // Windows keeps no permission to execute.
    await access(file, around.windows ? constants.R_OK : constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
