// Installs VS Code without compiling anything: the npm package code-server contains it as a server with a web interface.
// Native modules that a test does not need are replaced with small JavaScript modules.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import * as path from 'node:path';

/** Release 4.100.3 of code-server is VS Code 1.100.3, which runs on Node 20. */
const release = '4.100.3';

/** The source of the module that replaces the native logger. It appends lines to a file. */
const logger = `'use strict';
const fs = require('node:fs');
const path = require('node:path');
const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
  constructor(file) {
    this.file = file;
    this.level = 2;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.bare = true; }
  flush() {}
  drop() {}
}
levels.forEach((name, level) => {
  Logger.prototype[name] = function (text) {
    if (level >= this.level) {
      fs.appendFileSync(this.file, this.bare ? text : new Date().toISOString() + ' [' + name + '] ' + text + '\\n');
    }
  };
});
exports.version = 1;
exports.Logger = Logger;
exports.setLevel = exports.setFlushOn = exports.shutdown = () => {};
exports.createRotatingLogger = exports.createAsyncRotatingLogger = async (_name, file) => new Logger(file);
`;

/**
 * Returns the folder of VS Code. The first call downloads it from the npm registry to the folder in the environment variable
 * ERRLS_VSCODE_CACHE, or to the cache of the user.
 */
export function vscodeFolder() {
  const cache = process.env.ERRLS_VSCODE_CACHE
    ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'errls');
  const folder = path.join(cache, `code-server-${release}`);
  if (!existsSync(folder)) {
    fetchInto(cache, folder);
  }
  return folder;
}

function fetchInto(cache, folder) {
  console.log(`installing VS Code in ${folder}`);
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(path.join(cache, 'unfinished-'));
  try {
    run('npm', ['pack', '--silent', `code-server@${release}`], work);
    run('tar', ['-xzf', `code-server-${release}.tgz`, 'package/lib/vscode'], work);
    const unpacked = path.join(work, 'package', 'lib', 'vscode');
    run('npm', ['install', '--silent', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund'], unpacked);
    replaceNativeModules(path.join(unpacked, 'node_modules'));
    renameSync(unpacked, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Replaces native modules in a folder node_modules. */
function replaceNativeModules(modules) {
  writeFileSync(path.join(modules, '@vscode', 'spdlog', 'index.js'), logger);
  for (const watchdog of ['native-watchdog', '@vscode/native-watchdog']) {
    if (existsSync(path.join(modules, watchdog))) {
      writeFileSync(path.join(modules, watchdog, 'index.js'), 'exports.start = () => {};\n');
    }
  }
  const bin = path.join(modules, '@vscode', 'ripgrep', 'bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(program('rg', 'ripgrep'), path.join(bin, 'rg'));
}

/** Returns the path of a program. The error names the Debian package that contains it. */
export function program(name, debianPackage) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    if (folder !== '' && existsSync(path.join(folder, name))) {
      return path.join(folder, name);
    }
  }
  throw new Error(`${name} is not on the PATH: apt-get install ${debianPackage}`);
}

function run(command, args, cwd) {
  // npm passes its settings to child processes. The settings for this package must not apply to the packages of VS Code.
  const own = /^npm_(config_(local_prefix|global_prefix|prefix|globalconfig)$|package_|lifecycle_)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
  execFileSync(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
}
