// Compares package.json with the code and the README.
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

test('package.json declares the commands that the code registers', () => {
  const declared = manifest.contributes.commands.map(({ command }) => command);
  assert.deepEqual(declared.sort(), matches(/registerCommand\('([^']+)'/g).sort(),
    'contributes.commands in package.json differs from the calls of registerCommand in src');
  for (const { category, title } of manifest.contributes.commands) {
    assert.equal(category, 'errls');
    assert.ok(readme.includes(`**errls: ${title}**`), `README.md, section Commands: add **errls: ${title}**`);
  }
});

test('package.json declares each setting that the code reads, with the same default', () => {
  const read = [...source.matchAll(/getConfiguration\('errls'\)\.get<[^>]+>\('([^']+)', ('[^']*'|\[\])\)/g)];
  assert.deepEqual(read.map((match) => match[1]).sort(), ['args', 'path'],
    'the settings that src reads have changed: update this test');
  for (const [, name, otherwise] of read) {
    assert.deepEqual(settings[`errls.${name}`]?.default, JSON.parse(otherwise.replaceAll("'", '"')),
      `package.json must declare the setting errls.${name} with the default of the code`);
  }
});

test('each setting has a description and a row in the README', () => {
  for (const [name, setting] of Object.entries(settings)) {
    assert.ok(setting.description ?? setting.markdownDescription, `package.json: ${name} needs a description`);
    assert.equal(setting.enum?.length, setting.enumDescriptions?.length, `package.json: each value of ${name} needs a description`);
    assert.ok(readme.includes(`\`${name}\``), `README.md, section Settings: add a row for ${name}`);
  }
});

test('an untrusted workspace cannot determine which program is started', () => {
  const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
  assert.equal(untrustedWorkspaces.supported, 'limited');
  assert.deepEqual(untrustedWorkspaces.restrictedConfigurations, ['errls.path', 'errls.args']);
  for (const name of untrustedWorkspaces.restrictedConfigurations) {
    assert.equal(settings[name].scope, 'machine-overridable', `the scope of ${name} in package.json`);
  }
  assert.equal(virtualWorkspaces.supported, false);
  assert.deepEqual(manifest.extensionKind, ['workspace']);
});

test('the extension is activated by the documents that it synchronizes', () => {
  assert.deepEqual(manifest.activationEvents, documents.map(({ language }) => `onLanguage:${language}`),
    'activationEvents in package.json differs from documents in src/client.ts');
});

test('the change log has a section for this version', () => {
  assert.ok(readFileSync('CHANGELOG.md', 'utf8').includes(`\n## ${manifest.version}\n`),
    `CHANGELOG.md: add a section ## ${manifest.version}`);
});

test('the icon is a PNG of at least 128 pixels, and the pictures of the README exist', () => {
  const icon = readFileSync(manifest.icon);
  assert.equal(icon.subarray(1, 4).toString(), 'PNG');
  assert.ok(icon.readUInt32BE(16) >= 128 && icon.readUInt32BE(16) === icon.readUInt32BE(20));
  for (const [, image] of readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)) {
    assert.equal(readFileSync(image).subarray(1, 4).toString(), 'PNG', image);
  }
});

test('the lock file contains no URLs of a package registry', () => {
  assert.doesNotMatch(readFileSync('package-lock.json', 'utf8'), /"resolved"/);
});

test('the code does not use the network', () => {
  assert.deepEqual(matches(/(\bfetch\(|from 'node:https?'|TelemetryLogger|XMLHttpRequest)/g), []);
  assert.deepEqual(Object.keys(manifest.dependencies), ['vscode-languageclient']);
});
