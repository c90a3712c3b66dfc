// Starts VS Code as a server, and a browser that displays it.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import * as path from 'node:path';
import { chromium } from 'playwright-core';
import { program, vscodeFolder } from './setup.mjs';

/** The maximum time until VS Code answers requests, in milliseconds. */
const startTimeout = 60_000;

const settings = {
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'files.autoSave': 'off',
  'git.enabled': false,
};

/**
 * Starts VS Code.
 *
 * @param state an empty folder for the state of VS Code and the log server.log
 * @param own additional settings
 * @param extension the folder of an extension to install, or undefined
 */
export async function startEditor(state, own, extension) {
  const user = path.join(state, 'user');
  for (const place of ['User', 'Machine']) { // A server reads settings with the scope machine from Machine.
    mkdirSync(path.join(user, place), { recursive: true });
    writeFileSync(path.join(user, place, 'settings.json'), JSON.stringify({ ...settings, ...own }));
  }
  const extensions = path.join(state, 'extensions');
  mkdirSync(extensions);
  if (extension) {
    const { publisher, name, version } = JSON.parse(readFileSync(path.join(extension, 'package.json'), 'utf8'));
    for (const part of ['package.json', 'dist', 'images']) {
      cpSync(path.join(extension, part), path.join(extensions, `${publisher}.${name}-${version}`, part), { recursive: true });
    }
  }
  const port = await freePort();
  const log = openSync(path.join(state, 'server.log'), 'w');
  const server = spawn(process.execPath, [
    path.join(vscodeFolder(), 'out', 'server-main.js'),
    '--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms',
    '--telemetry-level', 'off', '--disable-workspace-trust', '--enable-smoke-test-driver',
    '--server-data-dir', path.join(state, 'data'), '--user-data-dir', user, '--extensions-dir', extensions,
  ], { stdio: ['ignore', log, log] });
  await reachable(`http://127.0.0.1:${port}/`, server);
  return { port, stop: () => stop(server) };
}

/** Starts Chromium in headless mode. The environment variable CHROMIUM is the path of another program to use. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? program('chromium', 'chromium'),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  });
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

async function reachable(url, server) {
  const end = Date.now() + startTimeout;
  while (server.exitCode === null && Date.now() < end) {
    try {
      await fetch(url);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  server.kill();
  throw new Error(`VS Code does not answer at ${url}`);
}

async function stop(server) {
  if (server.exitCode === null) {
    server.kill();
    await once(server, 'exit');
  }
}
