import type { z } from 'zod'
import { act, type Context } from '#areas/act.server.ts'
import { sourceGiven } from '#areas/source-store.server.ts'
import type { Actor } from '#areas/people/actor.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { institutionStepFault } from './institution-steps.ts'
import { institutionsOf, lockBody, stepById, stepKinds, stepsOf } from './institution-store.server.ts'
import { recordsFor, type RecordingStep } from './policy.ts'
import type { institutionStepForm, statusForm } from './standing-forms.ts'

export type GivenStep = z.output<typeof institutionStepForm>
export type GivenStatus = z.output<typeof statusForm>

/** Records a step of a State towards an institution, or puts an earlier row right. */
export async function recordInstitutionStep(
  context: Context,
  stateId: string,
  given: GivenStep
): Promise<{ id: number } | Refusal> {
  const { db, actor, now } = context
  const before = given.corrects === null ? null : await stepById(db, given.corrects)
  if (before === undefined) return refuse('standing.step_missing')
  const asked: RecordingStep = { stateId, ...(before && { recordedFor: before.recordedFor }) }
  const permission = before ? 'standing.correct-step' : 'standing.record-step'
  return act(context, permission, asked, async (tx) => {
    if ((await lockBody(tx, stateId))?.kind !== 'state') return refuse('standing.state_wrong')
    if (!(await stepKinds(tx)).some(({ id }) => id === given.kind)) {
      return refuse('standing.kind_missing', undefined, 'kind')
    }
    const row = given.corrects === null ? null : ((await stepById(tx, given.corrects)) ?? null)
    const fault = institutionStepFault(given, row, stateId, dayOf(now))
    if (fault) return fault
    const { id } = await tx
      .insertInto('institution_step')
      .values({
        state_id: stateId,
        kind: given.kind,
        reached_on: given.reachedOn,
        text: given.text,
        locale: given.locale,
        source: given.source,
        source_url: given.sourceUrl,
        recorded_for: recordsFor(actor, dayOf(now), stateId),
        corrects: given.corrects,
        reason: given.corrects === null ? null : given.reason,
        recorded_at: now,
        recorded_by: accountId(actor)
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const details = { step: given.kind, on: given.reachedOn, ...(row && { reason: given.reason ?? '' }) }
    return { result: { id }, audit: { subjectKind: 'body', subjectId: stateId, details } }
  })
}

/** Takes a row back that should not have been recorded. It stays readable as taken back, with the reason. */
export async function withdrawInstitutionStep(
  context: Context,
  stepId: number,
  reason: string
): Promise<null | Refusal> {
  const { db, actor, now } = context
  const found = await stepById(db, stepId)
  if (!found) return refuse('standing.step_missing')
  return act(context, 'standing.withdraw-step', found, async (tx) => {
    await lockBody(tx, found.stateId)
    const row = (await stepsOf(tx, found.stateId)).find(({ id }) => id === stepId)!
    const fault = institutionStepFault(row, (await stepById(tx, stepId))!, found.stateId, dayOf(now))
    if (fault) return fault
    await tx
      .insertInto('institution_step')
      .values({
        state_id: row.stateId,
        kind: row.kind,
        reached_on: row.reachedOn,
        text: row.text,
        locale: row.locale,
        source: row.source,
        source_url: row.sourceUrl,
        recorded_for: recordsFor(actor, dayOf(now), row.stateId),
        corrects: stepId,
        withdrawn: true,
        reason,
        recorded_at: now,
        recorded_by: accountId(actor)
      })
      .execute()
    return {
      result: null,
      audit: { subjectKind: 'body', subjectId: row.stateId, details: { step: row.kind, reason } }
    }
  })
}

/** Records the status of an institution under the Paris Principles, as its accreditors decided it. */
export async function recordStatus(context: Context, stateId: string, given: GivenStatus): Promise<null | Refusal> {
  return act(context, 'standing.record-status', undefined, async (tx) => {
    const body = await lockBody(tx, given.institution)
    if (body?.kind !== 'nhri' || body.stateId !== stateId) {
      return refuse('standing.institution_missing', undefined, 'institution')
    }
    if (given.effectiveOn > dayOf(context.now)) return refuse('standing.day_in_future', undefined, 'effectiveOn')
    const institution = (await institutionsOf(tx, stateId)).find(({ id }) => id === given.institution)!
    if (given.corrects !== null && !institution.statuses.some(({ id }) => id === given.corrects)) {
      return refuse('standing.status_changed_meanwhile')
    }
    const source_id = await sourceGiven(tx, { title: given.source, url: given.sourceUrl, publishedOn: null })
    if (isRefusal(source_id)) return source_id
    const accreditors = await tx.selectFrom('body').select('id').where('id', '=', 'ganhri').executeTakeFirst()
    await tx
      .insertInto('accreditation')
      .values({
        body_id: given.institution,
        by_body_id: accreditors?.id ?? null,
        scheme: 'paris-principles',
        status: given.status,
        effective_on: given.effectiveOn,
        reason: JSON.stringify({ [given.locale]: given.reason }),
        source_id,
        corrects: given.corrects,
        recorded_at: context.now
      })
      .execute()
    const details = { status: given.status, on: given.effectiveOn }
    return { result: null, audit: { subjectKind: 'body', subjectId: given.institution, details } }
  })
}

/** Only a person records: the policy lets nobody else. */
function accountId(actor: Actor): string {
  if (actor.kind !== 'account') throw new Error('A step is recorded by a person.')
  return actor.id
}
