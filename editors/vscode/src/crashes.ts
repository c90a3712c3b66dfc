// Decides whether a crashed server is started again.

/** The number of crashes within `period` after which the server is not started again. */
export const maxCrashes = 4;

/** The period in which crashes are counted, in milliseconds. */
export const period = 3 * 60_000;

/** Counts crashes. */
export class Crashes {
  private times: number[] = [];

  /** @param now returns the current time in milliseconds. */
  constructor(private readonly now: () => number = Date.now) {}

  /** Counts a crash. Returns true if the server may be started again. */
  another(): boolean {
    const now = this.now();
    this.times = this.times.filter((time) => now - time < period);
    this.times.push(now);
    return this.times.length < maxCrashes;
  }
}
