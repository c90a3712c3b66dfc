import assert from 'node:assert/strict';
import test from 'node:test';
import { Crashes, maxCrashes, period } from '../../src/crashes';

test('the server is restarted after a few crashes, but not after too many', () => {
  const crashes = new Crashes(() => 0);
  for (let n = 1; n < maxCrashes; n++) {
    assert.equal(crashes.another(), true, `crash ${n}`);
  }
  assert.equal(crashes.another(), false);
  assert.equal(crashes.another(), false);
});

test('old crashes are not counted', () => {
  let now = 0;
  const crashes = new Crashes(() => now);
  for (let n = 0; n < 3 * maxCrashes; n++) {
    assert.equal(crashes.another(), true);
    now += period / (maxCrashes - 1);
  }
  now -= period / (maxCrashes - 1);
  assert.equal(crashes.another(), false);
});
