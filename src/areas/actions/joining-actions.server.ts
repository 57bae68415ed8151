import { act, type Context } from '#areas/act.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { done, recordedBy } from './actions.server.ts'
import { beforeFault } from './plan.ts'
import { beginningOf, lockAction, partsOf, planOf, speakingFor } from './store.server.ts'

/**
 * A body joins an action, by its own word alone: nobody enlists another. Where nobody leads, one that joined takes the
 * lead by the same word.
 */
export async function joinAction(
  context: Context,
  actionId: number,
  given: { readonly body: string; readonly on: string; readonly part: 'leads' | 'joins' }
): Promise<{ id: number } | Refusal> {
  const today = dayOf(context.now)
  const body = await speakingFor(context.db, given.body, today)
  if (!body) return refuse('actions.body_unknown', undefined, 'body')
  return act(context, 'actions.join', body, async (tx) => {
    if (!(await planOf(tx, actionId))) return refuse('actions.action_missing')
    await lockAction(tx, actionId)
    if (given.on > today) return refuse('actions.day_in_future', undefined, 'on')
    const early = beforeFault(given.on, 'on', await beginningOf(tx, actionId), today, 'planned')
    if (early) return early
    const parts = await partsOf(tx, actionId)
    const overlapping = parts.filter(({ until }) => until === null || until > given.on)
    const own = overlapping.find(({ id }) => id === body.id)
    if (own?.part === given.part || own?.part === 'leads') return refuse('actions.part_already', undefined, 'body')
    if (given.part === 'leads' && overlapping.some(({ part }) => part === 'leads')) {
      return refuse('actions.led_already', undefined, 'body')
    }
    // Only a body that had a part in it knows what it would lead.
    if (given.part === 'leads' && !parts.some(({ id }) => id === body.id)) {
      return refuse('actions.join_first', undefined, 'body')
    }
    const recorded = recordedBy(context)
    const row = { action_id: actionId, body_id: body.id, ...recorded }
    // From the day it leads it no longer joins; where that is the day it joined, the joining falls away whole.
    for (const one of overlapping.filter(({ id }) => id === body.id)) {
      const ends = one.since < given.on
      await tx
        .insertInto('action_body')
        .values({
          ...row,
          part: 'joins',
          since: one.since,
          until: ends ? given.on : null,
          corrects: one.fact,
          withdrawn: !ends
        })
        .execute()
    }
    const { id } = await tx
      .insertInto('action_body')
      .values({ ...row, part: given.part, since: given.on, until: null, corrects: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    return done({ id }, actionId, { by: body.id, part: given.part, on: given.on })
  })
}

/** A body leaves, or lays the lead down. It can also while its accreditation is suspended. `on`: the first day without. */
export async function leaveAction(
  context: Context,
  actionId: number,
  given: { readonly body: string; readonly on: string }
): Promise<{ id: number } | Refusal> {
  const today = dayOf(context.now)
  const body = await speakingFor(context.db, given.body, today)
  if (!body) return refuse('actions.body_unknown', undefined, 'body')
  return act(context, 'actions.leave', { ...body, accredited: true }, async (tx) => {
    await lockAction(tx, actionId)
    if (given.on > today) return refuse('actions.day_in_future', undefined, 'on')
    const part = (await partsOf(tx, actionId)).find(({ id, until }) => id === body.id && until === null)
    if (!part) return refuse('actions.no_part', undefined, 'body')
    if (given.on < part.since) return refuse('actions.leave_before_join', undefined, 'on')
    const ends = part.since < given.on
    const { id } = await tx
      .insertInto('action_body')
      .values({
        action_id: actionId,
        body_id: body.id,
        part: part.part,
        since: part.since,
        until: ends ? given.on : null,
        corrects: part.fact,
        withdrawn: !ends,
        ...recordedBy(context)
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return done({ id }, actionId, { by: body.id, part: part.part, on: given.on })
  })
}
