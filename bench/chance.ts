/** Chance that repeats: the same seed gives the same record and the same queries (mulberry32, public domain). */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** 0 or more, below 1 */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  below(end: number): number {
    return Math.floor(this.next() * end)
  }

  of<T>(things: readonly T[]): T {
    return things[this.below(things.length)]!
  }

  /** One of these, the first ones far more often: as States and themes are in a real record. */
  oftenFirst<T>(things: readonly T[]): T {
    return things[Math.floor(things.length * this.next() ** 2.5)]!
  }

  some<T>(things: readonly T[], most: number): T[] {
    return [...new Set(Array.from({ length: 1 + this.below(most) }, () => this.oftenFirst(things)))]
  }
}
