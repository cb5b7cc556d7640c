/** Weight of what was long ago halves in so many seconds: a slow start is soon forgotten, one slow answer is not all. */
const HALF_LIFE_S = 10;
/** Before this nothing is said: two answers are too few for a guess. */
const LEAST_S = 2;

/** How long something will take yet, by the rate at which its share has grown, recent growth counting most. */
export class TimeLeft {
  private name = '';
  private begun = 0;
  private last = 0;
  private share = 0;
  private rate = 0;
  private weight = 0;

  /** @param now seconds of a clock that only goes forward @returns seconds left, null where that is not known */
  at(name: string, share: number, now: number): number | null {
    if (name !== this.name || share < this.share) {
      this.name = name;
      this.begun = this.last = now;
      this.share = share;
      this.rate = this.weight = 0;
      return null;
    }
    const passed = now - this.last;
    if (passed > 0) {
      const kept = 0.5 ** (passed / HALF_LIFE_S);
      this.rate = this.rate * kept + ((share - this.share) / passed) * (1 - kept);
      this.weight = this.weight * kept + (1 - kept);
      this.last = now;
      this.share = share;
    }
    const rate = this.weight === 0 ? 0 : this.rate / this.weight;
    return now - this.begun < LEAST_S || !(rate > 0) ? null : (1 - share) / rate;
  }
}
