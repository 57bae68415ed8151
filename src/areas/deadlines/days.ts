import { addDays } from '#platform/clock/day.ts'

/** The Monday on which the week of a day begins (ISO 8601). */
export function mondayOf(day: string): string {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}
