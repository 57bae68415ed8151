import type { Transaction } from 'kysely'
import { act, type Context } from '#areas/act.server.ts'
import { actorName } from '#areas/people/actor.ts'
import { dayOf } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { correctionFault, stageFault, stageOn, type LaterStage } from './life.ts'
import {
  lockRecommendations,
  recommendationByReference,
  stagesOf,
  type FollowedRecommendation,
  type RecordedStage
} from './store.server.ts'

type Tx = Transaction<Database>

export interface GivenStage {
  readonly reference: string
  readonly stage: LaterStage
  readonly reachedOn: string
  /** the recommendation that goes on, where this one is consolidated into it */
  readonly into: string | null
  readonly reason: string
  readonly source: string
  readonly sourceUrl: string | null
}

/** Writes down that a recommendation reached a stage of its life, and where that is said. */
export async function recordStage(context: Context, given: GivenStage): Promise<{ id: number } | Refusal> {
  return act(context, 'follow-up.record-stage', undefined, async (tx) => {
    const found = await concerned(tx, given)
    if ('refused' in found) return found
    const { recommendation, into } = found
    const today = dayOf(context.now)
    const fault =
      stageFault(await stagesOf(tx, recommendation.id), given, recommendation.madeOn, today) ??
      (await intoFault(tx, found, given.stage, today))
    if (fault) return fault
    const { id } = await tx
      .insertInto('recommendation_stage')
      .values({ ...rowOf(context, given, found), because: null, corrects: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    return {
      result: { id },
      audit: {
        subjectKind: 'recommendation',
        subjectId: given.reference,
        details: {
          stage: given.stage,
          on: given.reachedOn,
          ...(given.stage === 'consolidated' && { into: into!.reference })
        }
      }
    }
  })
}

export interface CorrectedStage extends GivenStage {
  readonly corrects: number
  readonly because: string
}

/** Puts a wrongly recorded stage right: a new row in its place. The wrong one stays readable, with the reason. */
export async function correctStage(context: Context, given: CorrectedStage): Promise<{ id: number } | Refusal> {
  return act(context, 'positions.correct-stage', undefined, async (tx) => {
    const found = await concerned(tx, given)
    if ('refused' in found) return found
    const { recommendation } = found
    const mended = await stageToMend(tx, recommendation, given.corrects)
    if ('refused' in mended) return mended
    const today = dayOf(context.now)
    const fault =
      correctionFault(mended.stages, given.corrects, given, recommendation.madeOn, today) ??
      (await intoFault(tx, found, given.stage, today))
    if (fault) return fault
    const { id } = await tx
      .insertInto('recommendation_stage')
      .values({ ...rowOf(context, given, found), because: given.because, corrects: given.corrects })
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
    const found = await concerned(tx, { ...given, into: null })
    if ('refused' in found) return found
    const { recommendation } = found
    const mended = await stageToMend(tx, recommendation, given.stageId)
    if ('refused' in mended) return mended
    const fault = correctionFault(mended.stages, given.stageId, null, recommendation.madeOn, dayOf(context.now))
    if (fault) return fault
    const { id: wrongId, into: _, reason, source, ...wrong } = mended.wrong
    const row = await tx
      .selectFrom('recommendation_stage')
      .select('into_id')
      .where('id', '=', wrongId)
      .executeTakeFirstOrThrow()
    const { id } = await tx
      .insertInto('recommendation_stage')
      .values({
        ...row,
        recommendation_id: recommendation.id,
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

interface Concerned {
  readonly recommendation: FollowedRecommendation
  /** the one that goes on instead, where there is such a one */
  readonly into: FollowedRecommendation | null
}

/**
 * The recommendation of that reference and the one it would go into. Both are held until the transaction ends: two
 * people can't send each of them into the other.
 */
async function concerned(
  tx: Tx,
  given: { readonly reference: string; readonly into: string | null }
): Promise<Concerned | Refusal> {
  const recommendation = await recommendationByReference(tx, given.reference)
  if (!recommendation) return refuse('follow-up.recommendation_missing')
  const into = (given.into && (await recommendationByReference(tx, given.into))) || null
  await lockRecommendations(tx, into ? [recommendation.id, into.id] : [recommendation.id])
  return { recommendation, into }
}

async function intoFault(
  tx: Tx,
  { recommendation, into }: Concerned,
  stage: LaterStage,
  today: string
): Promise<Refusal | null> {
  if (stage !== 'consolidated') return null
  if (!into || into.id === recommendation.id) return refuse('follow-up.into_missing', undefined, 'into')
  const its = stageOn(await stagesOf(tx, into.id), today)
  return its === 'consolidated' || its === 'withdrawn' ? refuse('follow-up.into_over', undefined, 'into') : null
}

function rowOf({ actor, now }: Context, given: GivenStage, { recommendation, into }: Concerned) {
  return {
    recommendation_id: recommendation.id,
    stage: given.stage,
    reached_on: given.reachedOn,
    into_id: given.stage === 'consolidated' ? into!.id : null,
    reason: given.reason,
    source: given.source,
    source_url: given.sourceUrl,
    recorded_at: now,
    recorded_by: actorName(actor)
  }
}

/** The stage that is to be mended, while it stands, with all of its recommendation's life. */
async function stageToMend(
  tx: Tx,
  { id }: FollowedRecommendation,
  stageId: number
): Promise<{ stages: RecordedStage[]; wrong: RecordedStage } | Refusal> {
  const stages = await stagesOf(tx, id)
  const wrong = stages.find((stage) => stage.id === stageId)
  if (!wrong || wrong.withdrawn) return refuse('positions.stage_missing')
  const mended = stages.find(({ corrects }) => corrects === stageId)
  return mended ? refuse('positions.changed_meanwhile', { statement: mended.id }) : { stages, wrong }
}
