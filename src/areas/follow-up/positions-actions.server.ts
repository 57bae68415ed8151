import type { Transaction } from 'kysely'
import { act, type Context } from '#areas/act.server.ts'
import { actorName, reportsFor } from '#areas/people/actor.ts'
import { reindex } from '#areas/publication/reindex.server.ts'
import { sourceGiven } from '#areas/source-store.server.ts'
import type { Position } from '#areas/tables.ts'
import { dayOf } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { stageOn } from './life.ts'
import { answerOn, replyDayOf, standingStatements, statementFault, type PartPosition } from './positions.ts'
import { answersOf, isPublicDocument, replyDaysOf, statementById, type Found } from './positions-store.server.ts'
import { splitFault, type GivenPart } from './split.ts'
import {
  addresseeOf,
  lockRecommendation,
  recommendationByReference,
  stagesOf,
  type FollowedRecommendation
} from './store.server.ts'

type Tx = Transaction<Database>

interface Said<P extends Position> {
  readonly reference: string
  readonly bodyId: string
  readonly position: P
  readonly statedOn: string
  readonly text: string | null
  readonly locale: string
  /** asked of the secretariat; of the addressee's own words nobody asks a source */
  readonly found: Found | null
  /** the statement that this one takes the place of, and why that was wrong */
  readonly corrects: number | null
  readonly because: string | null
}

export interface GivenPosition extends Said<Position> {
  /** asked for with "partly" */
  readonly parts: readonly GivenPart[]
}

export interface GivenPartPosition extends Said<PartPosition> {
  readonly partId: number
}

/**
 * An addressee's position: stated by its focal point, or written down by the secretariat from a source. "Partly" comes
 * with its parts. `positions.changed_meanwhile` and `positions.stands_already` name the statement that stands, so that
 * the two can be brought together.
 */
export async function statePosition(context: Context, given: GivenPosition): Promise<{ id: number } | Refusal> {
  const asked = { bodyId: given.bodyId, ownWords: await correctsOwnWords(context, 'whole', given.corrects) }
  return act(context, 'positions.state', asked, async (tx) => {
    const subject = await subjectOf(tx, given)
    if (isRefusal(subject)) return subject
    const voice = await voiceOf(tx, context, given)
    if (isRefusal(voice)) return voice
    const fault =
      (await correctionFault(tx, 'whole', given, subject.id)) ?? (await faultOf(tx, context, given, subject))
    if (fault) return fault
    const parts = given.position === 'partly' ? given.parts : []
    const divided = given.position === 'partly' ? splitFault(parts) : null
    if (divided) return divided
    const noReply = parts.find(({ position }) => position === 'no-reply')
    if (noReply) return refuse('positions.part_no_reply_later', undefined, `partPosition${parts.indexOf(noReply) + 1}`)
    const { id } = await tx
      .insertInto('recommendation_position')
      .values({
        ...rowOf(context, given, voice),
        recommendation_id: subject.id,
        body_id: given.bodyId,
        position: given.position
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (const [i, { text, position }] of parts.entries()) {
      const part = await tx
        .insertInto('position_part')
        .values({ position_id: id, ordinal: i + 1, text, locale: given.locale })
        .returning('id')
        .executeTakeFirstOrThrow()
      await tx
        .insertInto('part_position')
        .values({
          ...rowOf(context, { ...given, text: null, corrects: null, because: null }, voice),
          part_id: part.id,
          position
        })
        .execute()
    }
    await reindex(tx, [subject.id])
    const details = { ...told(given), ...(parts.length && { parts: parts.length }) }
    return { result: { id }, audit: { subjectKind: 'recommendation', subjectId: given.reference, details } }
  })
}

/** The position on one part of the answer that stands: a newer one, or a correction. */
export async function statePart(context: Context, given: GivenPartPosition): Promise<{ id: number } | Refusal> {
  const asked = { bodyId: given.bodyId, ownWords: await correctsOwnWords(context, 'part', given.corrects) }
  return act(context, 'positions.state-part', asked, async (tx) => {
    const subject = await subjectOf(tx, given)
    if (isRefusal(subject)) return subject
    const voice = await voiceOf(tx, context, given)
    if (isRefusal(voice)) return voice
    const fault = (await correctionFault(tx, 'part', given, subject.id)) ?? (await faultOf(tx, context, given, subject))
    if (fault) return fault
    const { id } = await tx
      .insertInto('part_position')
      .values({ ...rowOf(context, given, voice), part_id: given.partId, position: given.position })
      .returning('id')
      .executeTakeFirstOrThrow()
    await reindex(tx, [subject.id])
    return {
      result: { id },
      audit: { subjectKind: 'recommendation', subjectId: given.reference, details: told(given) }
    }
  })
}

/** Takes away a statement that was never made. It stays readable, with the reason. */
export async function withdrawStatement(
  context: Context,
  of: 'whole' | 'part',
  id: number,
  because: string
): Promise<{ reference: string; bodyId: string } | Refusal> {
  const found = await statementById(context.db, of, id)
  if (!found) return refuse('positions.statement_missing')
  const permission = of === 'whole' ? 'positions.withdraw' : 'positions.withdraw-part'
  return act(context, permission, found, async (tx) => {
    await lockRecommendation(tx, found.recommendationId)
    const now = (await statementById(tx, of, id))!
    if (now.withdrawn) return refuse('positions.withdrawn_already')
    if (now.correctedBy !== null) return refuse('positions.changed_meanwhile', { statement: now.correctedBy })
    const values = {
      stated_on: found.statedOn,
      because,
      corrects: id,
      withdrawn: true,
      recorded_at: context.now,
      recorded_by: actorName(context.actor)
    }
    const table = of === 'whole' ? ('recommendation_position' as const) : ('part_position' as const)
    // What it said, and where, stays with the row that said it; the withdrawal keeps whose it was.
    const whose = await tx
      .selectFrom(table)
      .select(['source_id', 'document_id'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    await (
      of === 'whole'
        ? tx.insertInto('recommendation_position').values({
            ...values,
            ...whose,
            recommendation_id: found.recommendationId,
            body_id: found.bodyId,
            position: found.position
          })
        : tx.insertInto('part_position').values({
            ...values,
            ...whose,
            part_id: found.partId!,
            position: found.position as PartPosition,
            text: null,
            locale: null,
            place: null
          })
    ).execute()
    await reindex(tx, [found.recommendationId])
    return {
      result: { reference: found.reference, bodyId: found.bodyId },
      audit: {
        subjectKind: 'recommendation',
        subjectId: found.reference,
        details: { body: found.bodyId, position: found.position, on: found.statedOn, because }
      }
    }
  })
}

async function correctsOwnWords({ db }: Context, of: 'whole' | 'part', corrects: number | null): Promise<boolean> {
  return corrects !== null && ((await statementById(db, of, corrects))?.ownWords ?? false)
}

/** The recommendation that is answered, held until the transaction ends, where that addressee can answer it. */
async function subjectOf(tx: Tx, given: Said<Position>): Promise<FollowedRecommendation | Refusal> {
  const recommendation = await recommendationByReference(tx, given.reference)
  if (!recommendation) return refuse('follow-up.recommendation_missing')
  await lockRecommendation(tx, recommendation.id)
  if (!(await addresseeOf(tx, recommendation.id, given.bodyId))) return refuse('follow-up.not_addressed')
  // An answer of a day on which it still went on can be written down later.
  const stage = stageOn(await stagesOf(tx, recommendation.id), given.statedOn)
  return stage === 'withdrawn' || stage === 'consolidated' ? refuse('follow-up.life_over') : recommendation
}

interface Voice {
  readonly source_id: number | null
  readonly document_id: number | null
  readonly place: string | null
}

const OWN_WORDS: Voice = { source_id: null, document_id: null, place: null }

/** Whose words these are: the addressee's own, or those of a source, which must be named. */
async function voiceOf(tx: Tx, { actor, now }: Context, given: Said<Position>): Promise<Voice | Refusal> {
  if (reportsFor(actor, dayOf(now), given.bodyId)) {
    return given.position === 'no-reply' ? refuse('positions.no_reply_own', undefined, 'position') : OWN_WORDS
  }
  const { documentId = null, source = null, place = null } = given.found ?? {}
  if (documentId === null && source === null) return refuse('positions.source_missing', undefined, 'source')
  if (documentId !== null && !(await isPublicDocument(tx, documentId))) {
    return refuse('positions.document_missing', undefined, 'document')
  }
  if (source === null) return { source_id: null, document_id: documentId, place }
  const source_id = await sourceGiven(tx, source)
  return isRefusal(source_id) ? source_id : { source_id, document_id: documentId, place }
}

async function correctionFault(
  tx: Tx,
  of: 'whole' | 'part',
  given: Said<Position> & { readonly partId?: number },
  recommendationId: number
): Promise<Refusal | null> {
  if (given.corrects === null) return null
  const before = await statementById(tx, of, given.corrects)
  const same =
    before?.recommendationId === recommendationId &&
    before.bodyId === given.bodyId &&
    before.partId === (given.partId ?? null)
  if (!before || !same) return refuse('positions.statement_missing')
  if (before.correctedBy !== null) return refuse('positions.changed_meanwhile', { statement: before.correctedBy })
  return given.because ? null : refuse('positions.because_missing', undefined, 'because')
}

async function faultOf(
  tx: Tx,
  { now }: Context,
  given: Said<Position> & { readonly partId?: number },
  recommendation: FollowedRecommendation
): Promise<Refusal | null> {
  const today = dayOf(now)
  const answers = await answersOf(tx, recommendation.id, given.bodyId)
  const replyDay = replyDayOf(await replyDaysOf(tx, recommendation.id))
  const { corrects } = given
  if (given.partId === undefined) {
    return statementFault(given, {
      standing: standingStatements(answers, today),
      corrects,
      from: recommendation.madeOn,
      beforeFrom: 'follow-up.day_before_made',
      today,
      replyDay
    })
  }
  const answer = answerOn(answers, today)
  const part = answer?.parts.find(({ id }) => id === given.partId)
  if (!answer || !part) return refuse('positions.part_replaced')
  return statementFault(given, {
    standing: standingStatements(part.statements, today),
    corrects,
    from: answer.statedOn,
    beforeFrom: 'positions.day_before_parts',
    today,
    replyDay
  })
}

function rowOf({ actor, now }: Context, given: Said<Position>, voice: Voice) {
  return {
    ...voice,
    stated_on: given.statedOn,
    text: given.text,
    locale: given.text === null ? null : given.locale,
    because: given.corrects === null ? null : given.because,
    corrects: given.corrects,
    recorded_at: now,
    recorded_by: actorName(actor)
  }
}

/** Who answered what for which day: never the words, which are in the record itself. */
function told({ bodyId, position, statedOn, because }: Said<Position>) {
  return { body: bodyId, position, on: statedOn, ...(because && { because }) }
}
