const A_DAY_ms = 86_400_000

/** The day so many days after another ('YYYY-MM-DD'); before it where the number is negative. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * A_DAY_ms).toISOString().slice(0, 10)
}

/** Days from one day to another; negative where the other is earlier. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / A_DAY_ms)
}

/** The Monday on which the week of a day begins (ISO 8601). */
export function mondayOf(day: string): string {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}
