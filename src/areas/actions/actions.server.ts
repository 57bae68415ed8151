import type { Transaction } from 'kysely'
import { act, type Context, type Done } from '#areas/act.server.ts'
import type { Actor } from '#areas/people/actor.ts'
import type { Database } from '#platform/db/schema.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { listIn } from '#platform/form/typed.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { planFault, stepFault, type GivenStep } from './plan.ts'
import { actionStatus, milestoneStatus, standingSteps } from './status.ts'
import {
  leaderOn,
  linkable,
  linkedTo,
  lockAction,
  milestonesOf,
  planOf,
  speakingFor,
  stepsOf,
  type Plan
} from './store.server.ts'

export type Tx = Transaction<Database>

export interface GivenPlan extends Omit<Plan, 'id'> {
  /** the body that leads */
  readonly leads: string
  /** references, with a space or a comma between */
  readonly recommendations: string
}

/** An action is planned by the body that leads it, for one recommendation or several. */
export async function planAction(context: Context, given: GivenPlan): Promise<{ id: number } | Refusal> {
  const today = dayOf(context.now)
  const body = await speakingFor(context.db, given.leads, today)
  if (!body) return refuse('actions.body_unknown', undefined, 'leads')
  return act(context, 'actions.plan', body, async (tx) => {
    const fault = planFault(given)
    if (fault) return fault
    const recommendations = await linkableAll(tx, listIn(given.recommendations), today)
    if (isRefusal(recommendations)) return recommendations
    const recorded = recordedBy(context)
    const { id } = await tx.insertInto('action').values(recorded).returning('id').executeTakeFirstOrThrow()
    await tx
      .insertInto('action_plan')
      .values({ action_id: id, ...planColumns(given), corrects: null, ...recorded })
      .execute()
    await tx
      .insertInto('action_body')
      .values({
        action_id: id,
        body_id: body.id,
        part: 'leads',
        // It may be written down afterwards: who leads does so since the action began.
        since: given.beginsOn < today ? given.beginsOn : today,
        until: null,
        corrects: null,
        ...recorded
      })
      .execute()
    await tx
      .insertInto('action_recommendation')
      .values(
        recommendations.map(({ id: recommendation_id }) => ({
          action_id: id,
          recommendation_id,
          corrects: null,
          ...recorded
        }))
      )
      .execute()
    const references = recommendations.map(({ reference }) => reference)
    return done({ id }, id, { by: body.id, references })
  })
}

/** A newer wording of the plan. It names the one it was written over: `actions.changed_meanwhile` where that no longer stands. */
export async function changePlan(
  context: Context,
  actionId: number,
  given: Omit<Plan, 'id'> & { readonly corrects: number }
): Promise<{ id: number } | Refusal> {
  return change(context, actionId, 'actions.change-plan', async (tx) => {
    const stands = (await planOf(tx, actionId))!
    if (stands.id !== given.corrects) return refuse('actions.changed_meanwhile', { stands: stands.id })
    const milestones = await milestonesOf(tx, actionId)
    const fault = planFault(
      given,
      milestones.map(({ dueOn }) => dueOn)
    )
    if (fault) return fault
    const { id } = await tx
      .insertInto('action_plan')
      .values({ action_id: actionId, ...planColumns(given), corrects: stands.id, ...recordedBy(context) })
      .returning('id')
      .executeTakeFirstOrThrow()
    return done({ id }, actionId)
  })
}

/** It began, was completed, or was stopped for a reason: the leader's own statement. */
export async function recordStep(
  context: Context,
  actionId: number,
  given: GivenStep & { readonly sourceUrl: string | null }
): Promise<{ id: number } | Refusal> {
  return change(context, actionId, 'actions.record-step', async (tx, today) => {
    const [plan, steps, milestones] = [
      (await planOf(tx, actionId))!,
      await stepsOf(tx, actionId),
      await milestonesOf(tx, actionId)
    ]
    const status = actionStatus({ ...plan, steps }, today)
    const open = milestones.filter((one) => !milestoneStatus(one, status, today).startsWith('reached'))
    const fault = stepFault(steps, given, open.length, today)
    if (fault) return fault
    const { id } = await tx
      .insertInto('action_step')
      .values({
        action_id: actionId,
        step: given.step,
        reached_on: given.reachedOn,
        reason: given.reason,
        source_url: given.sourceUrl,
        corrects: null,
        ...recordedBy(context)
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return done({ id }, actionId, { step: given.step, on: given.reachedOn })
  })
}

/** The last step was written down by mistake: it stays readable in the history, and no longer counts. */
export async function withdrawStep(
  context: Context,
  actionId: number,
  stepId: number
): Promise<{ id: number } | Refusal> {
  return change(context, actionId, 'actions.withdraw-step', async (tx) => {
    const last = standingSteps(await stepsOf(tx, actionId), '9999-12-31').at(-1)
    if (last?.id !== stepId) return refuse('actions.step_not_last')
    const { id } = await tx
      .insertInto('action_step')
      .values({
        action_id: actionId,
        step: last.step,
        reached_on: last.reachedOn,
        reason: last.reason,
        source_url: last.sourceUrl,
        corrects: last.id,
        withdrawn: true,
        ...recordedBy(context)
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return done({ id }, actionId, { step: last.step, on: last.reachedOn })
  })
}

export async function linkRecommendation(
  context: Context,
  actionId: number,
  reference: string
): Promise<{ id: number } | Refusal> {
  return change(context, actionId, 'actions.link', async (tx, today) => {
    const found = await linkableAll(tx, [reference], today, 'reference')
    if (isRefusal(found)) return found
    const [recommendation] = found
    if ((await linkedTo(tx, actionId)).some(({ id }) => id === recommendation!.id)) {
      return refuse('actions.linked_already', undefined, 'reference')
    }
    const { id } = await tx
      .insertInto('action_recommendation')
      .values({
        action_id: actionId,
        recommendation_id: recommendation!.id,
        corrects: null,
        ...recordedBy(context)
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return done({ id }, actionId, { reference: recommendation!.reference })
  })
}

/** An action stays for at least one recommendation. */
export async function unlinkRecommendation(
  context: Context,
  actionId: number,
  fact: number
): Promise<{ id: number } | Refusal> {
  return change(context, actionId, 'actions.unlink', async (tx) => {
    const linked = await linkedTo(tx, actionId)
    const link = linked.find((one) => one.fact === fact)
    if (!link) return refuse('actions.not_linked')
    if (linked.length === 1) return refuse('actions.last_recommendation')
    const { id } = await tx
      .insertInto('action_recommendation')
      .values({
        action_id: actionId,
        recommendation_id: link.id,
        corrects: fact,
        withdrawn: true,
        ...recordedBy(context)
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return done({ id }, actionId, { reference: link.reference })
  })
}

/**
 * The shape of every change to an action: only in the name of the body that leads it on that day, one at a time. A lead
 * that was laid down between the question and the lock refuses.
 */
export async function change<Result>(
  context: Context,
  actionId: number,
  permission: string,
  decide: (tx: Tx, today: string) => Promise<Done<Result> | Refusal>
): Promise<Result | Refusal> {
  const today = dayOf(context.now)
  if (!(await planOf(context.db, actionId))) return refuse('actions.action_missing')
  const leader = await leaderOn(context.db, actionId, today)
  return act(context, permission, leader, async (tx) => {
    await lockAction(tx, actionId)
    if ((await leaderOn(tx, actionId, today))?.id !== leader?.id) return refuse('actions.lead_changed')
    return decide(tx, today)
  })
}

/** What the audit says of a change: never the words, which are in the record itself. */
export function done<Result>(result: Result, actionId: number, details: Record<string, unknown> = {}): Done<Result> {
  return { result, audit: { subjectKind: 'action', subjectId: String(actionId), details } }
}

export function recordedBy({ actor, now }: { readonly actor: Actor; readonly now: Date }) {
  // The policy lets nobody else so far.
  if (actor.kind !== 'account') throw new Error('An action is written down by a person.')
  return { recorded_at: now, recorded_by: actor.id }
}

/** The recommendations of these references, or why one of them can't be linked. */
async function linkableAll(tx: Tx, references: readonly string[], today: string, field = 'recommendations') {
  if (references.length === 0) return refuse('actions.recommendations_missing', undefined, field)
  const found = new Map<number, { id: number; reference: string }>()
  for (const reference of references) {
    const one = await linkable(tx, reference, today)
    if (!one) return refuse('actions.recommendation_unknown', { reference }, field)
    if (one.over === 'withdrawn') return refuse('actions.recommendation_withdrawn', { reference: one.reference }, field)
    if (one.over) {
      const into = one.into ?? ''
      return refuse('actions.recommendation_consolidated', { reference: one.reference, into }, field)
    }
    found.set(one.id, one)
  }
  return [...found.values()]
}

function planColumns({ title, text, locale, beginsOn, dueOn, resources, source, sourceUrl }: Omit<Plan, 'id'>) {
  return { title, text, locale, begins_on: beginsOn, due_on: dueOn, resources, source, source_url: sourceUrl }
}
