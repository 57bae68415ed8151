import { act, type Context } from '#areas/act.server.ts'
import type { Actor } from '#areas/people/actor.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { entryFault } from './entry-fault.ts'
import { checkEvidence, insertEvidence, type GivenEvidence } from './evidence-store.server.ts'
import { namesOf } from './evidence.ts'
import { stageOn } from './life.ts'
import {
  addresseeOf,
  entryById,
  isAccredited,
  lockRecommendation,
  recommendationByReference,
  saidAlready,
  scales,
  stagesOf,
  statesOfInstitutions,
  type EntryRow
} from './store.server.ts'
import type { Track } from './tracks.ts'
import type { Voice } from './voice.ts'

export interface GivenEntry {
  readonly reference: string
  readonly aboutBodyId: string
  readonly track: Track
  readonly byBodyId: string
  readonly scaleId: string
  readonly grade: string
  readonly observedOn: string
  readonly text: string
  readonly locale: string
  readonly evidence: string | null
  readonly evidenceUrl: string | null
  /** the entry of the same voice that this one takes the place of */
  readonly corrects: number | null
}

/**
 * A State's report, a stakeholder's assessment or the body's: a new dated entry on its own track. An entry that was
 * corrected meanwhile is not corrected again: `follow-up.changed_meanwhile`, so that the two can be brought together.
 * A form that was sent twice says nothing new: `follow-up.said_already`.
 * Its files are facts as it is; evidence that nobody describes goes by the names of its files.
 */
export async function speak(
  context: Context,
  given: GivenEntry,
  brought: GivenEvidence = { dataFolder: '', files: [], keeps: [] }
): Promise<{ id: number } | Refusal> {
  const { db, actor, now } = context
  const on = dayOf(now)
  const voice = { track: given.track, by: given.byBodyId }
  const asked = await speaking(context, voice, given.aboutBodyId)
  const permission = given.track === 'state' ? 'follow-up.report' : 'follow-up.assess'
  const grade = (await scales(db))
    .find(({ id }) => id === given.scaleId)
    ?.grades.find(({ code }) => code === given.grade)
  return act(context, permission, asked, async (tx) => {
    const recommendation = await recommendationByReference(tx, given.reference)
    if (!recommendation) return refuse('follow-up.recommendation_missing')
    await lockRecommendation(tx, recommendation.id)
    const about = await addresseeOf(tx, recommendation.id, given.aboutBodyId)
    if (!about) return refuse('follow-up.not_addressed')
    const stage = stageOn(await stagesOf(tx, recommendation.id), on)
    if (given.corrects !== null) {
      const before = await entryById(tx, given.corrects)
      const fault = before ? correctionFault(before, given, recommendation.id) : refuse('follow-up.entry_missing')
      if (fault) return fault
    }
    const files = await checkEvidence(tx, brought, given.corrects)
    if ('refused' in files) return files
    const evidence = given.evidence ?? (files.length ? namesOf(files) : null)
    if (given.corrects === null) {
      const same = await saidAlready(tx, recommendation.id, { ...given, ...voice, evidence }, files.length)
      if (same !== undefined) return refuse('follow-up.said_already', { entry: same })
    }
    const wrong = entryFault({ ...given, evidence }, grade, { madeOn: recommendation.madeOn, stage }, on)
    if (wrong) return wrong
    const { id } = await tx
      .insertInto('progress_entry')
      .values({
        recommendation_id: recommendation.id,
        about_body_id: given.aboutBodyId,
        track: given.track,
        by_body_id: given.byBodyId,
        scale_id: given.scaleId,
        grade: given.grade,
        observed_on: given.observedOn,
        text: given.text,
        locale: given.locale,
        evidence,
        evidence_url: given.evidenceUrl,
        corrects: given.corrects,
        recorded_at: now,
        recorded_by: accountId(actor)
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await insertEvidence(tx, id, brought.dataFolder, files)
    return { result: { id }, audit: audited(given.reference, { ...given, entry: id }) }
  })
}

function correctionFault(before: EntryRow, given: GivenEntry, recommendationId: number): Refusal | null {
  const sameVoice = before.track === given.track && before.by === given.byBodyId
  if (!sameVoice || before.recommendationId !== recommendationId || before.aboutBodyId !== given.aboutBodyId) {
    return refuse('follow-up.entry_missing')
  }
  if (before.retracted) return refuse('follow-up.entry_retracted')
  return before.correctedBy === null ? null : refuse('follow-up.changed_meanwhile', { entry: before.correctedBy })
}

/** The validating focal point signs a State's report off. */
export async function signOff(context: Context, entryId: number): Promise<{ reference: string } | Refusal> {
  const found = await entryById(context.db, entryId)
  if (!found || found.track !== 'state') return refuse('follow-up.entry_missing')
  const asked = { aboutBodyId: found.aboutBodyId, reportedBy: found.recordedBy }
  return act(context, 'follow-up.sign-off', asked, async (tx) => {
    await lockRecommendation(tx, found.recommendationId)
    const entry = (await entryById(tx, entryId))!
    if (entry.retracted) return refuse('follow-up.entry_retracted')
    if (entry.correctedBy !== null) return refuse('follow-up.changed_meanwhile', { entry: entry.correctedBy })
    if (entry.validated) return refuse('follow-up.signed_off_already')
    await tx
      .insertInto('progress_validation')
      .values({ entry_id: entryId, validated_at: context.now, validated_by: accountId(context.actor) })
      .execute()
    return { result: { reference: entry.reference }, audit: audited(entry.reference, { ...entry, entry: entryId }) }
  })
}

/** Those who said it take it back. It stays readable, as taken back. */
export async function retract(
  context: Context,
  entryId: number,
  reason: string
): Promise<{ reference: string } | Refusal> {
  const found = await entryById(context.db, entryId)
  if (!found) return refuse('follow-up.entry_missing')
  const asked = await speaking(context, found, found.aboutBodyId)
  // What a CSO said can be taken back by it also while its accreditation is suspended.
  return act(context, 'follow-up.retract', { ...asked, accredited: true }, async (tx) => {
    await lockRecommendation(tx, found.recommendationId)
    const entry = (await entryById(tx, entryId))!
    if (entry.retracted) return refuse('follow-up.entry_retracted')
    if (entry.correctedBy !== null) return refuse('follow-up.changed_meanwhile', { entry: entry.correctedBy })
    await tx
      .insertInto('progress_retraction')
      .values({ entry_id: entryId, reason, retracted_at: context.now, retracted_by: accountId(context.actor) })
      .execute()
    return {
      result: { reference: entry.reference },
      audit: audited(entry.reference, { ...entry, entry: entryId, reason })
    }
  })
}

async function speaking({ db, now }: Context, { track, by }: Voice, aboutBodyId: string) {
  const accredited = track !== 'stakeholder' || (await isAccredited(db, by, dayOf(now)))
  return { track, by, aboutBodyId, stateOf: await statesOfInstitutions(db), accredited }
}

/** Only a person speaks: the policy lets nobody else so far. */
function accountId(actor: Actor): string {
  if (actor.kind !== 'account') throw new Error('Progress is told by a person.')
  return actor.id
}

/** Who is spoken about, by whom: never the words, which are in the record itself. */
function audited(
  reference: string,
  {
    aboutBodyId,
    ...said
  }: { aboutBodyId: string; entry: number; by?: string; byBodyId?: string; grade?: string; reason?: string }
) {
  const by = said.by ?? said.byBodyId ?? ''
  return {
    subjectKind: 'recommendation',
    subjectId: reference,
    details: {
      about: aboutBodyId,
      by,
      entry: said.entry,
      ...(said.grade && { grade: said.grade }),
      ...(said.reason && { reason: said.reason })
    }
  }
}
