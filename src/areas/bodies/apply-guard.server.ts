const WINDOW_ms = 60 * 60 * 1000
const MOST_IN_A_WINDOW = 10
/** More addresses than this at once are an attack: the window begins again rather than the memory growing. */
const MOST_ADDRESSES = 50_000

const recent = new Map<string, number[]>()

/**
 * Whether another application may come from this address now. Counted in memory alone, for an hour: addresses of people
 * are not kept.
 */
export function mayApplyFrom(address: string, now: Date): boolean {
  if (recent.size > MOST_ADDRESSES) recent.clear()
  const within = (recent.get(address) ?? []).filter((at) => at > now.getTime() - WINDOW_ms)
  if (within.length >= MOST_IN_A_WINDOW) {
    recent.set(address, within)
    return false
  }
  recent.set(address, [...within, now.getTime()])
  return true
}
