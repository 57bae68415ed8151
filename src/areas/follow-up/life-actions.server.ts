import type { Transaction } from 'kysely'
import { act, type Context } from '#areas/act.server.ts'
import { actorName } from '#areas/people/actor.ts'
import { dayOf } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import type { GivenStage } from './actions.server.ts'
import { correctionFault, stageOn } from './life.ts'
import { lockRecommendation, recommendationByReference, stagesOf, type RecordedStage } from './store.server.ts'

type Tx = Transaction<Database>

export interface CorrectedStage extends GivenStage {
  readonly corrects: number
  readonly because: string
}

/** Puts a wrongly recorded stage right: a new row in its place. The wrong one stays readable, with the reason. */
export async function correctStage(context: Context, given: CorrectedStage): Promise<{ id: number } | Refusal> {
  return act(context, 'positions.correct-stage', undefined, async (tx) => {
    const found = await stageToMend(tx, given.reference, given.corrects)
    if ('refused' in found) return found
    const today = dayOf(context.now)
    const fault = correctionFault(found.stages, given.corrects, given, found.madeOn, today)
    if (fault) return fault
    const into = given.stage === 'consolidated' ? await intoOf(tx, found.id, given.into, today) : null
    if (into && 'refused' in into) return into
    const { id } = await tx
      .insertInto('recommendation_stage')
      .values({
        recommendation_id: found.id,
        stage: given.stage,
        reached_on: given.reachedOn,
        into_id: into?.id ?? null,
        reason: given.reason,
        source: given.source,
        source_url: given.sourceUrl,
        because: given.because,
        corrects: given.corrects,
        recorded_at: context.now,
        recorded_by: actorName(context.actor)
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const details = { stage: given.stage, on: given.reachedOn, because: given.because }
    return { result: { id }, audit: { subjectKind: 'recommendation', subjectId: given.reference, details } }
  })
}

/** Says that a stage was never reached. The row stays readable as withdrawn, with the reason. */
export async function withdrawStage(
  context: Context,
  given: { readonly reference: string; readonly stageId: number; readonly because: string }
): Promise<{ id: number } | Refusal> {
  return act(context, 'positions.withdraw-stage', undefined, async (tx) => {
    const found = await stageToMend(tx, given.reference, given.stageId)
    if ('refused' in found) return found
    const fault = correctionFault(found.stages, given.stageId, null, found.madeOn, dayOf(context.now))
    if (fault) return fault
    const { id: wrongId, into: _, reason, source, ...wrong } = found.wrong
    const row = await tx
      .selectFrom('recommendation_stage')
      .select('into_id')
      .where('id', '=', wrongId)
      .executeTakeFirstOrThrow()
    const { id } = await tx
      .insertInto('recommendation_stage')
      .values({
        ...row,
        recommendation_id: found.id,
        stage: wrong.stage,
        reached_on: wrong.reachedOn,
        reason,
        source,
        source_url: wrong.sourceUrl,
        because: given.because,
        corrects: wrongId,
        withdrawn: true,
        recorded_at: context.now,
        recorded_by: actorName(context.actor)
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const details = { stage: wrong.stage, on: wrong.reachedOn, because: given.because }
    return { result: { id }, audit: { subjectKind: 'recommendation', subjectId: given.reference, details } }
  })
}

/** The stage that is to be mended, while it stands, with all of its recommendation's life. */
async function stageToMend(
  tx: Tx,
  reference: string,
  stageId: number
): Promise<{ id: number; madeOn: string; stages: RecordedStage[]; wrong: RecordedStage } | Refusal> {
  const recommendation = await recommendationByReference(tx, reference)
  if (!recommendation) return refuse('follow-up.recommendation_missing')
  await lockRecommendation(tx, recommendation.id)
  const stages = await stagesOf(tx, recommendation.id)
  const wrong = stages.find(({ id }) => id === stageId)
  if (!wrong || wrong.withdrawn) return refuse('positions.stage_missing')
  const mended = stages.find(({ corrects }) => corrects === stageId)
  if (mended) return refuse('positions.changed_meanwhile', { statement: mended.id })
  return { ...recommendation, stages, wrong }
}

async function intoOf(
  tx: Tx,
  ownId: number,
  reference: string | null,
  today: string
): Promise<{ id: number } | Refusal> {
  const into = reference ? await recommendationByReference(tx, reference) : undefined
  if (!into || into.id === ownId) return refuse('follow-up.into_missing', undefined, 'into')
  const stage = stageOn(await stagesOf(tx, into.id), today)
  return stage === 'consolidated' || stage === 'withdrawn' ? refuse('follow-up.into_over', undefined, 'into') : into
}
