import { addDays } from '#platform/clock/day.ts'

/**
 * The day whose members are an instrument's adopters, 'YYYY-MM-DD'; null where members did not adopt it as such.
 * `members-of-the-eve` is for a Summit that both adopts and admits: who was admitted that day did not take part.
 */
export function adoptedAsOf(by: 'none' | 'members' | 'members-of-the-eve', adoptedOn: string): string | null {
  if (by === 'none') return null
  return by === 'members' ? adoptedOn : addDays(adoptedOn, -1)
}
