import { act, type Context } from '#areas/act.server.ts'
import type { DemonstrationDoor } from '#areas/people/policy.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { daysBetween } from '#platform/clock/day.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { dayOfStory, FEWEST_days } from './days.ts'
import { heldOnDay, lockHall, PERMISSION, yearPassedOn, type Passed } from './store.server.ts'
import { tell, WHOLE_STORY } from './tell.server.ts'

/**
 * Puts an invented year of follow-up into a demonstration hall: once, and whole or not at all, in one transaction. Two
 * who ask at once do it once.
 */
export async function letAYearPass(
  context: Context,
  door: DemonstrationDoor,
  origin: string
): Promise<Passed | Refusal> {
  return act<Passed>(context, PERMISSION, door, async (tx) => {
    // The door was asked before; that it leads into a demonstration is asked of the hall itself.
    if ((await lockHall(tx)) !== 'demonstration') return refuse('people.year_demonstration_only')
    if (await yearPassedOn(tx)) return refuse('people.year_passed_already')
    const today = dayOf(context.now)
    const heldOn = await heldOnDay(tx)
    if (daysBetween(heldOn, today) < FEWEST_days) return refuse('people.year_too_soon', { days: FEWEST_days })
    const { acts, leftOut } = await tell(tx, context.now, origin, WHOLE_STORY)
    const passed = { acts, leftOut: leftOut.length, since: dayOfStory(0, heldOn, today) }
    return { result: passed, audit: { subjectKind: 'hall', details: { ...passed } } }
  })
}
