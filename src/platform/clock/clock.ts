/** The only place where the time of day comes from. Rules never ask: they are given `now`. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()

/**
 * The calendar day of a moment, as 'YYYY-MM-DD'. Days of the record are days in Jakarta, where the ASEAN
 * Secretariat sits, unless a party's own zone is asked for.
 */
export function dayOf(moment: Date, timeZone = 'Asia/Jakarta'): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    moment
  )
}
