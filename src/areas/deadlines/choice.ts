import { mondayOf } from './days.ts'

/** How a person wants to be reminded: a mail each day on which something is, one a week, or none. */
export const CHOICES = ['at-once', 'weekly', 'desk-only'] as const
export type Choice = (typeof CHOICES)[number]

/**
 * Up to which day's reminders are mailed today, or null for none. The weekly mail holds what came up to Monday; it goes
 * out on Monday, or on the first day after it on which the hall is open, and not where a mail went out since.
 */
export function mailedUpTo(choice: Choice, today: string, lastMailOn: string | null): string | null {
  if (choice === 'desk-only') return null
  if (choice === 'at-once') return today
  const monday = mondayOf(today)
  return lastMailOn !== null && lastMailOn >= monday ? null : monday
}
