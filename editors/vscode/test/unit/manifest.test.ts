// package.json says the same as the code, and holds what the README promises.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { documents } from '../../src/client';

interface Setting { type: string; scope: string; default: unknown; description?: string; markdownDescription?: string; enum?: string[]; enumDescriptions?: string[] }

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  version: string;
  icon: string;
  activationEvents: string[];
  extensionKind: string[];
  dependencies: Record<string, string>;
  capabilities: { untrustedWorkspaces: { supported: unknown; restrictedConfigurations: string[] }; virtualWorkspaces: { supported: boolean } };
  contributes: { commands: { command: string; category: string; title: string }[]; configuration: { properties: Record<string, Setting> } };
};
const settings = manifest.contributes.configuration.properties;
const source = readdirSync('src').map((name) => readFileSync(`src/${name}`, 'utf8')).join('\n');
const readme = readFileSync('README.md', 'utf8');

const matches = (pattern: RegExp) => [...source.matchAll(pattern)].map((match) => match[1]);

test('the commands of the manifest are those that the code registers', () => {
  const declared = manifest.contributes.commands.map(({ command }) => command);
  assert.deepEqual(declared.sort(), matches(/registerCommand\('([^']+)'/g).sort());
  for (const { category, title } of manifest.contributes.commands) {
    assert.equal(category, 'errls');
    assert.ok(readme.includes(`**errls: ${title}**`), `the README does not tell of ${title}`);
  }
});

test('each setting that the code reads is declared, with the default that the code assumes', () => {
  const read = [...source.matchAll(/getConfiguration\('errls'\)\.get<[^>]+>\('([^']+)', ('[^']*'|\[\])\)/g)];
  assert.deepEqual(read.map((match) => match[1]).sort(), ['args', 'path']);
  for (const [, name, otherwise] of read) {
    assert.deepEqual(settings[`errls.${name}`].default, JSON.parse(otherwise.replaceAll("'", '"')));
  }
});

test('each setting has a description and stands in the README', () => {
  for (const [name, setting] of Object.entries(settings)) {
    assert.ok(setting.description ?? setting.markdownDescription, name);
    assert.equal(setting.enum?.length, setting.enumDescriptions?.length, name);
    assert.ok(readme.includes(`\`${name}\``), `the README does not tell of ${name}`);
  }
});

test('what is started cannot be decided by a workspace that is not trusted', () => {
  const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
  assert.equal(untrustedWorkspaces.supported, 'limited');
  assert.deepEqual(untrustedWorkspaces.restrictedConfigurations, ['errls.path', 'errls.args']);
  for (const name of untrustedWorkspaces.restrictedConfigurations) {
    assert.equal(settings[name].scope, 'machine-overridable');
  }
  assert.equal(virtualWorkspaces.supported, false);
  assert.deepEqual(manifest.extensionKind, ['workspace']);
});

test('the extension is activated by the documents that the server is asked about', () => {
  assert.deepEqual(manifest.activationEvents, documents.map(({ language }) => `onLanguage:${language}`));
});

test('the change log tells of this version', () => {
  assert.ok(readFileSync('CHANGELOG.md', 'utf8').includes(`\n## ${manifest.version}\n`));
});

test('the icon is a PNG of at least 128 pixels, and the pictures of the README are there', () => {
  const icon = readFileSync(manifest.icon);
  assert.equal(icon.subarray(1, 4).toString(), 'PNG');
  assert.ok(icon.readUInt32BE(16) >= 128 && icon.readUInt32BE(16) === icon.readUInt32BE(20));
  for (const [, image] of readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)) {
    assert.equal(readFileSync(image).subarray(1, 4).toString(), 'PNG', image);
  }
});

test('the lock file names no address of a registry', () => {
  assert.doesNotMatch(readFileSync('package-lock.json', 'utf8'), /"resolved"/);
});

test('nothing in the code sends anything', () => {
  assert.deepEqual(matches(/(\bfetch\(|from 'node:https?'|TelemetryLogger|XMLHttpRequest)/g), []);
  assert.deepEqual(Object.keys(manifest.dependencies), ['vscode-languageclient']);
});
