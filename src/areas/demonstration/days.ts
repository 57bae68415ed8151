import { addDays, daysBetween } from '#platform/clock/day.ts'

// The invented year is told in days since the Dialogue. It ends on the day on which it is told.

/** So many days the story has. What is numbered higher is still to come: a day by which something is due. */
export const YEAR_days = 322
/** With less time since the Dialogue than this, what follows one another would fall on one day. */
export const FEWEST_days = 60

/**
 * The calendar day of a day of the story. Where less than a year has passed since the Dialogue it is pressed into the
 * time that has; where more has, it is the last year. Before the last day of the story every day lies in the past.
 */
export function dayOfStory(day: number, heldOn: string, today: string): string {
  if (day >= YEAR_days) return addDays(today, day - YEAR_days)
  const passed = daysBetween(heldOn, today)
  const span = Math.min(passed, YEAR_days)
  return addDays(today, Math.floor((day * span) / YEAR_days) - span)
}
