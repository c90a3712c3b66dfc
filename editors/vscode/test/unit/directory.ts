// A directory for one test, with programs in it.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { TestContext } from 'node:test';

/**
 * Makes a directory that is removed when the test ends.
 *
 * @param before ends what may still write to it.
 */
export function directory(t: TestContext, before: () => Promise<void> = async () => {}): string {
  const made = mkdtempSync(path.join(tmpdir(), 'errls-'));
  t.after(async () => {
    await before();
    rmSync(made, { recursive: true, force: true });
  });
  return made;
}

/** Writes a shell script, or a file without the right to execute it. Returns its path. */
export function program(file: string, script = 'exit 0', mode = 0o755): string {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, mode);
  return file;
}
