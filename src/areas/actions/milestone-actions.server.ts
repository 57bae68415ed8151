import type { Context } from '#areas/act.server.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { change, done, recordedBy } from './actions.server.ts'
import { beforeFault, milestoneFault } from './plan.ts'
import { standing } from './status.ts'
import { beginningOf, milestonesOf, planOf } from './store.server.ts'

export interface GivenMilestone {
  readonly title: string
  readonly locale: string
  readonly dueOn: string
  /** the wording that this one takes the place of; null for a new milestone */
  readonly corrects: number | null
}

/** A new milestone, or (with `milestoneId`) a newer wording of one. */
export async function setMilestone(
  context: Context,
  actionId: number,
  milestoneId: number | null,
  given: GivenMilestone
): Promise<{ id: number } | Refusal> {
  return change(context, actionId, 'actions.set-milestone', async (tx) => {
    const recorded = recordedBy(context)
    const before = (await milestonesOf(tx, actionId)).find(({ id }) => id === milestoneId)
    if (milestoneId !== null && !before) return refuse('actions.milestone_missing')
    if (before && before.fact !== given.corrects) return refuse('actions.changed_meanwhile', { stands: before.fact })
    const fault = milestoneFault(given.dueOn, (await planOf(tx, actionId))!)
    if (fault) return fault
    const { id } =
      before ??
      (await tx
        .insertInto('milestone')
        .values({ action_id: actionId, ...recorded })
        .returning('id')
        .executeTakeFirstOrThrow())
    const { title, locale, dueOn: due_on } = given
    await tx
      .insertInto('milestone_plan')
      .values({ milestone_id: id, title, locale, due_on, corrects: before?.fact ?? null, ...recorded })
      .execute()
    return done({ id }, actionId)
  })
}

/** Takes a milestone out of the plan. */
export async function withdrawMilestone(
  context: Context,
  actionId: number,
  milestoneId: number
): Promise<{ id: number } | Refusal> {
  return change(context, actionId, 'actions.withdraw-milestone', async (tx) => {
    const milestone = (await milestonesOf(tx, actionId)).find(({ id }) => id === milestoneId)
    if (!milestone) return refuse('actions.milestone_missing')
    const { title, locale, dueOn: due_on, fact } = milestone
    await tx
      .insertInto('milestone_plan')
      .values({
        milestone_id: milestoneId,
        title,
        locale,
        due_on,
        corrects: fact,
        withdrawn: true,
        ...recordedBy(context)
      })
      .execute()
    return done({ id: milestoneId }, actionId)
  })
}

export async function reachMilestone(
  context: Context,
  actionId: number,
  milestoneId: number,
  given: { readonly reachedOn: string; readonly evidence: string | null; readonly sourceUrl: string | null }
): Promise<{ id: number } | Refusal> {
  return change(context, actionId, 'actions.reach-milestone', async (tx, today) => {
    const milestone = (await milestonesOf(tx, actionId)).find(({ id }) => id === milestoneId)
    if (!milestone) return refuse('actions.milestone_missing')
    if (standing(milestone.reached).length) return refuse('actions.reached_already')
    if (given.reachedOn > today) return refuse('actions.day_in_future', undefined, 'reachedOn')
    const early = beforeFault(given.reachedOn, 'reachedOn', await beginningOf(tx, actionId), today)
    if (early) return early
    const { id } = await tx
      .insertInto('milestone_reached')
      .values({
        milestone_id: milestoneId,
        reached_on: given.reachedOn,
        evidence: given.evidence,
        source_url: given.sourceUrl,
        corrects: null,
        ...recordedBy(context)
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return done({ id }, actionId, { on: given.reachedOn })
  })
}

/** It wasn't reached after all. */
export async function withdrawReached(
  context: Context,
  actionId: number,
  milestoneId: number
): Promise<{ id: number } | Refusal> {
  return change(context, actionId, 'actions.withdraw-reached', async (tx) => {
    const milestone = (await milestonesOf(tx, actionId)).find(({ id }) => id === milestoneId)
    const reached = standing(milestone?.reached ?? []).at(-1)
    if (!reached) return refuse('actions.not_reached')
    const { id } = await tx
      .insertInto('milestone_reached')
      .values({
        milestone_id: milestoneId,
        reached_on: reached.reachedOn,
        evidence: null,
        source_url: null,
        corrects: reached.id,
        withdrawn: true,
        ...recordedBy(context)
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return done({ id }, actionId)
  })
}
