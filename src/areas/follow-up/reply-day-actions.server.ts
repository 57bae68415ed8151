import { act, type Context } from '#areas/act.server.ts'
import { actorName } from '#areas/people/actor.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { newestReplyDay } from './positions.ts'
import { latestNoReply, replyDaysOf } from './positions-store.server.ts'
import { lockRecommendation, recommendationByReference } from './store.server.ts'

export interface GivenReplyDay {
  readonly reference: string
  /** null takes the day away */
  readonly dueOn: string | null
  readonly source: string
  readonly sourceUrl: string | null
  /** the row that this one takes the place of, and why */
  readonly corrects: number | null
  readonly because: string | null
}

/** Sets the day until which replies are asked for, moves it or takes it away. Each row names the one before it. */
export async function setReplyDay(context: Context, given: GivenReplyDay): Promise<{ id: number } | Refusal> {
  return act(context, 'positions.set-reply-day', undefined, async (tx) => {
    const recommendation = await recommendationByReference(tx, given.reference)
    if (!recommendation) return refuse('follow-up.recommendation_missing')
    await lockRecommendation(tx, recommendation.id)
    if (given.dueOn !== null && given.dueOn < recommendation.madeOn) {
      return refuse('follow-up.day_before_made', undefined, 'dueOn')
    }
    const newest = newestReplyDay(await replyDaysOf(tx, recommendation.id))
    if ((newest?.id ?? null) !== given.corrects) return refuse('positions.reply_day_moved', undefined, 'dueOn')
    if (newest && !given.because) return refuse('positions.because_missing', undefined, 'because')
    if (given.dueOn === null && (!newest || newest.withdrawn)) return refuse('positions.reply_day_none')
    // Who was said not to have replied must have had that day behind them.
    const said = await latestNoReply(tx, recommendation.id)
    if (said !== null && (given.dueOn === null || said <= given.dueOn)) {
      return refuse('positions.no_reply_stands', { day: said }, 'dueOn')
    }
    const { id } = await tx
      .insertInto('reply_day')
      .values({
        recommendation_id: recommendation.id,
        due_on: given.dueOn ?? newest!.dueOn,
        source: given.source,
        source_url: given.sourceUrl,
        because: newest && given.because,
        corrects: given.corrects,
        withdrawn: given.dueOn === null,
        recorded_at: context.now,
        recorded_by: actorName(context.actor)
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const day = given.dueOn ?? 'none'
    return { result: { id }, audit: { subjectKind: 'recommendation', subjectId: given.reference, details: { day } } }
  })
}
