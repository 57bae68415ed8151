/** Whether this is a day that exists, written 'YYYY-MM-DD'. There is no year 0. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '0001') return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

const A_DAY_ms = 86_400_000

/** The day so many days after another ('YYYY-MM-DD'); before it where the number is negative. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * A_DAY_ms).toISOString().slice(0, 10)
}

/** Days from one day to another; negative where the other is earlier. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / A_DAY_ms)
}
