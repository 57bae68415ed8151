import type { z } from 'zod'
import { act, type Context } from '#areas/act.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { everyCriterion } from './application-store.server.ts'
import type { criterionForm, endCriterionForm, limitForm } from './standing-forms.ts'

// What cases are run by. A rule holds from a day on that is not past: nothing that came in before is measured anew.

/** Another number of days for a step, from a day on. */
export async function setLimit(context: Context, given: z.output<typeof limitForm>): Promise<null | Refusal> {
  return act(context, 'standing.set-rule', undefined, async (tx) => {
    if (given.since < dayOf(context.now)) return refuse('standing.day_past', undefined, 'since')
    const written = await tx
      .insertInto('accreditation_limit')
      .values({ name: given.limit, since: given.since, days: given.days, source: given.source })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (Number(written.numInsertedOrUpdatedRows) === 0) return refuse('standing.limit_there', undefined, 'since')
    return { result: null, audit: audited(`${given.limit}: ${given.days}`, given.since) }
  })
}

/** One more criterion for what comes in from a day on. */
export async function addCriterion(context: Context, given: z.output<typeof criterionForm>): Promise<null | Refusal> {
  return act(context, 'standing.set-rule', undefined, async (tx) => {
    if (given.criterionSince < dayOf(context.now)) return refuse('standing.day_past', undefined, 'criterionSince')
    await tx.selectFrom('hall').select('id').forUpdate().execute()
    const ordinal = (await everyCriterion(tx)).length + 1
    const id = `criterion-${ordinal}`
    const question = {
      en: given.question,
      ...(given.questionId && { id: given.questionId }),
      ...(given.questionTh && { th: given.questionTh })
    }
    await tx
      .insertInto('accreditation_criterion')
      .values({
        id,
        ordinal,
        question: JSON.stringify(question),
        since: given.criterionSince,
        source: given.criterionSource
      })
      .execute()
    return { result: null, audit: audited(id, given.criterionSince) }
  })
}

/** A criterion that no longer counts for what comes in from a day on; earlier cases keep it. */
export async function endCriterion(
  context: Context,
  given: z.output<typeof endCriterionForm>
): Promise<null | Refusal> {
  return act(context, 'standing.set-rule', undefined, async (tx) => {
    await tx.selectFrom('hall').select('id').forUpdate().execute()
    const criterion = (await everyCriterion(tx)).find(({ id }) => id === given.criterion)
    if (!criterion || criterion.until !== null) return refuse('standing.criterion_missing', undefined, 'criterion')
    const earliest = criterion.since > dayOf(context.now) ? criterion.since : dayOf(context.now)
    if (given.until < earliest) return refuse('standing.day_past', undefined, 'until')
    await tx
      .insertInto('accreditation_criterion_end')
      .values({ criterion_id: criterion.id, until: given.until, source: given.endSource })
      .execute()
    return { result: null, audit: audited(`${criterion.id}: –`, given.until) }
  })
}

function audited(rule: string, on: string) {
  return { subjectKind: 'rule', details: { rule, on } }
}
