import { z } from 'zod'
import { isDay } from '#platform/clock/day.ts'

/** A day in a form. A schema's own date takes the year 0, which no calendar and no database has. */
export const dayField = (wrong: string) => z.iso.date(wrong).refine(isDay, wrong)
