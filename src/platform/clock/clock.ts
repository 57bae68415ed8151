/** The only place where the time of day comes from. Rules never ask: they are given `now`. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date(Date.now() + (held[KEY] ?? 0))

/** The time as it is, also where the hall's clock is moved: for what keeps a door locked, and for when jobs run. */
export const trueClock: Clock = () => new Date()

// The server's shell and the built pages each load this module: they share one clock.
const KEY = Symbol.for('balai.clock')
/** by how many milliseconds it is moved */
const held = globalThis as { [KEY]?: number }

/** From now on the hall's clock starts at that moment and goes on from there. For demonstrations and their tests. */
export function moveClock(to: Date): void {
  held[KEY] = to.getTime() - Date.now()
}

export function clockIsMoved(): boolean {
  return held[KEY] !== undefined
}

/**
 * The calendar day of a moment, as 'YYYY-MM-DD'. Days of the record are days in Jakarta, where the ASEAN
 * Secretariat sits, unless a party's own zone is asked for.
 */
export function dayOf(moment: Date, timeZone = 'Asia/Jakarta'): string {
  // Making a format takes a hundred times as long as using it, and every request asks for its day.
  let format = dayFormats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    dayFormats.set(timeZone, format)
  }
  return format.format(moment)
}

const dayFormats = new Map<string, Intl.DateTimeFormat>()
