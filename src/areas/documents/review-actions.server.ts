import { act, type Context } from '#areas/act.server.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { accountOf } from './actions.server.ts'
import { countsOf, take, type Counts, type PersonStep, type Review } from './review.ts'
import { insertSteps, latestReading, loadReview, lockReview } from './review-store.server.ts'

export interface StepsTaken {
  /** steps of the review now */
  readonly taken: number
  readonly counts: Counts
}

/**
 * Takes steps of a review, all of them or none. `after` is the number of steps that the person saw: when somebody else
 * took one meanwhile, nothing is kept and the person is told to look again.
 */
export async function takeSteps(
  context: Context,
  documentId: number,
  after: number,
  steps: readonly PersonStep[]
): Promise<StepsTaken | Refusal> {
  return act<StepsTaken>(context, 'documents.review', { documentId }, async (tx) => {
    const reading = await latestReading(tx, documentId)
    if (!reading) return refuse('documents.gone')
    await lockReview(tx, reading.id)
    let state: Review = await loadReview(tx, reading.id)
    if (state.taken !== after) return refuse('documents.step_conflict')
    const kept = []
    for (const step of steps) {
      const next = take(state, step)
      if (isRefusal(next)) return next
      kept.push({ step, after: next })
      state = next
    }
    await insertSteps(tx, reading.id, kept, context.now, accountOf(context))
    return {
      result: { taken: state.taken, counts: countsOf(state.items) },
      audit: {
        subjectKind: 'document',
        subjectId: String(documentId),
        details: { steps: steps.map((step) => `${step.take} ${'item' in step ? step.item : ''}`.trim()).join(', ') }
      }
    }
  })
}
