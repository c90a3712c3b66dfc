// Takes the pictures for the README in VS Code, with this extension and a copy of testdata/real/tunnelconsumer.
//
// The environment variable ERRLS is the path of an errls program to use instead of building one.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBrowser, startEditor } from './editor.mjs';

const extension = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const repository = path.join(extension, '..', '..');
const images = path.join(extension, 'images');

/** The part of the page in the pictures: the text, without the title and the tabs above it. */
const clip = { x: 0, y: 66, width: 1000, height: 464 };

/** The maximum time until an element appears, in milliseconds. */
const timeout = 60_000;

const work = mkdtempSync(path.join(tmpdir(), 'errls-vscode-'));
try {
  await main();
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function main() {
  const errls = process.env.ERRLS ?? path.join(work, 'errls');
  if (!process.env.ERRLS) {
    execFileSync('go', ['build', '-o', errls, './cmd/errls'], { cwd: repository, stdio: 'inherit' });
  }
  const workspace = path.join(work, 'tunnelconsumer');
  cpSync(path.join(repository, 'testdata', 'real', 'tunnelconsumer'), workspace, { recursive: true });
  const shown = path.join(workspace, 'process.go');
  writeFileSync(shown, readFileSync(shown, 'utf8').replace(/ *\/\/ want .*/g, '')); // The comments are for tests.
  const state = path.join(work, 'state');
  mkdirSync(state);
  const own = {
    'errls.path': errls,
    'workbench.activityBar.location': 'hidden',
    'workbench.editor.showTabs': 'single',
    'workbench.statusBar.visible': false,
    'window.commandCenter': false,
    'workbench.reduceMotion': 'on',
    'editor.hover.delay': 100,
    'editor.fontSize': 15,
    'editor.stickyScroll.enabled': false,
    'editor.lightbulb.enabled': 'off',
  };
  const editor = await startEditor(state, own, extension);
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 640 }, deviceScaleFactor: 1.5, reducedMotion: 'reduce' });
    await page.goto(`http://127.0.0.1:${editor.port}/?folder=${workspace}`, { waitUntil: 'domcontentloaded', timeout });
    await takePictures(page);
  } catch (error) {
    await browser.contexts()[0]?.pages()[0]?.screenshot({ path: path.join(tmpdir(), 'errls-failure.png') });
    throw error;
  } finally {
    await browser.close();
    await editor.stop();
  }
}

async function takePictures(page) {
  await show(page, 'process.go', 75);
  await page.keyboard.press('Control+KeyB'); // Hide the explorer.
  await page.waitForSelector('.squiggly-warning', { timeout });
  await hover(page, 'OTSParameterinvalid', 'Quick Fix...');
  await picture(page, 'diagnostic');
  await page.keyboard.press('Escape');

  await hover(page, 'OTSResourceGone', 'Use the tunnel ID');
  await picture(page, 'hover');
  await page.keyboard.press('Escape');

  await goTo(page, 75);
  await page.keyboard.press('End');
  await page.keyboard.press('Control+Shift+KeyK'); // Delete this line and its body …
  await page.keyboard.press('Control+Shift+KeyK');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter'); // … to make room for another case.
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('case "');
  await page.waitForSelector('.suggest-widget.visible .monaco-list-row', { timeout });
  await page.keyboard.press('Control+Space'); // Show the documentation of the selected code.
  await page.waitForSelector('.suggest-details-container', { timeout });
  await picture(page, 'completion');
}

function picture(page, name) {
  return page.screenshot({ path: path.join(images, `${name}.png`), clip, animations: 'disabled' });
}

async function show(page, file, line) {
  const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: file });
  await row.waitFor({ timeout });
  await row.dblclick();
  await page.waitForSelector('.monaco-editor .view-line', { timeout });
  await goTo(page, line);
}

async function goTo(page, line) {
  await page.keyboard.press('Control+KeyG');
  await page.waitForSelector('.quick-input-widget:not(.hidden) input', { timeout });
  await page.keyboard.type(String(line));
  await page.keyboard.press('Enter');
}

/** Moves the mouse over a word of the file, and waits for a text in the hover. */
async function hover(page, word, text) {
  await page.locator('.view-line span span', { hasText: word }).first().hover({ timeout });
  await page.locator('.monaco-hover:visible', { hasText: text }).waitFor({ timeout });
}
