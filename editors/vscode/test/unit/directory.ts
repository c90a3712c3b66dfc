// Creates directories and programs for tests.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { TestContext } from 'node:test';

/**
 * Creates a directory that is removed at the end of the test.
 *
 * @param before is called before that, to stop programs that write to the directory.
 */
export function directory(t: TestContext, before: () => Promise<void> = async () => {}): string {
  const created = mkdtempSync(path.join(tmpdir(), 'errls-'));
  t.after(async () => {
    await before();
    rmSync(created, { recursive: true, force: true });
  });
  return created;
}

/** Writes a shell script and returns its path. The mode may make it not executable. */
export function program(file: string, script = 'exit 0', mode = 0o755): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, mode);
  return file;
}
