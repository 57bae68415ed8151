import type { Kysely } from 'kysely'
import { z } from 'zod'
import { act, type Context } from '#areas/act.server.ts'
import { actorName, type Actor } from '#areas/people/actor.ts'
import { authorise } from '#areas/people/authorisation.ts'
import { POLICY } from '#areas/policies.ts'
import { dayOf } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import { LOCALES, type Locale } from '#platform/i18n/locales.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { factsOf } from './facts.server.ts'
import { itemOf } from './facts.ts'
import { floorOf } from './floor.ts'
import { rightsOf } from './rights.server.ts'
import { hasBegun, isReleased, standing, TEXT_KINDS } from './statement-text.ts'
import { eventsAfter, lockMeeting, meetingById, type Meeting } from './store.server.ts'
import { checksOf, textsOf, type StatementText, type TextCheck } from './texts-store.server.ts'

/** About twenty minutes of speech. */
const LONGEST = 20_000

export const textForm = z.object({
  body: z.string('phone.delegation_missing').min(1, 'phone.delegation_missing'),
  item: z.string('phone.item_missing').min(1, 'phone.item_missing'),
  kind: z.enum(TEXT_KINDS, 'phone.kind_missing').default('speech'),
  locale: z.enum(LOCALES.map(({ id }) => id) as [Locale, ...Locale[]], 'phone.language_missing'),
  words: z.string('phone.words_missing').trim().min(1, 'phone.words_missing').max(LONGEST, 'follow-up.too_long')
})

export const checkForm = z.object({
  difference: z.string().trim().max(1_000, 'follow-up.too_long').default('')
})

/** Hands in the text of a statement in the name of a delegation: nobody's but its own. @returns the number of the text */
export async function handInText(
  context: Context,
  meeting: Meeting,
  { body, item, kind, locale, words }: z.output<typeof textForm>
): Promise<number | Refusal> {
  const { actor, now, db } = context
  const rights = await rightsOf(db, meeting, actor, now)
  return act(context, 'floor.hand-in-text', { rights, delegation: body }, async (tx) => {
    if (actor.kind !== 'account') return refuse('floor.sign_in')
    await lockMeeting(tx, meeting.id)
    const facts = await factsOf(tx, meeting, dayOf(now))
    if (!itemOf(facts, item)) return refuse('phone.item_missing', undefined, 'item')
    // Asking twice asks once: the same text again is the text that is there.
    const before = standing(await textsOf(tx, meeting.id)).find(
      (text) => text.bodyId === body && text.item === item && text.kind === kind
    )
    if (before?.words === words && before.locale === locale)
      return refuse('phone.handed_in_already', undefined, 'words')
    const { id } = await tx
      .insertInto('statement_text')
      .values({
        meeting_id: meeting.id,
        item,
        kind,
        body_id: body,
        locale,
        words,
        handed_in_at: now,
        handed_in_by: actor.id
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return {
      result: Number(id),
      audit: { subjectKind: 'meeting', subjectId: meeting.id, details: { text: Number(id), body } }
    }
  })
}

/** Marks a text as compared with what was said: the delegation or the rapporteur, once the speech has begun. */
export async function checkText(
  context: Context,
  meeting: Meeting,
  textId: number,
  { difference }: z.output<typeof checkForm>
): Promise<number | Refusal> {
  const { actor, now, db } = context
  const text = standing(await textsOf(db, meeting.id)).find(({ id }) => id === textId)
  const rights = await rightsOf(db, meeting, actor, now)
  return act(context, 'floor.check-text', { rights, delegation: text?.bodyId ?? null }, async (tx) => {
    if (!text || actor.kind !== 'account') return refuse('phone.no_text')
    const floor = floorOf(await eventsAfter(tx, meeting.id, 0), await factsOf(tx, meeting, dayOf(now)))
    if (!hasBegun(text, floor)) return refuse('phone.not_spoken_yet')
    await tx
      .insertInto('statement_text_check')
      .values({
        text_id: text.id,
        difference,
        checked_at: now,
        checked_by: actor.id,
        checked_name: actorName(actor)
      })
      .execute()
    return {
      result: text.id,
      audit: { subjectKind: 'meeting', subjectId: meeting.id, details: { text: text.id } }
    }
  })
}

export interface ReadableText extends StatementText {
  /** everybody may read it */
  readonly released: boolean
  /** its speech has begun */
  readonly begun: boolean
  readonly check: TextCheck | null
  readonly mayCheck: boolean
}

/** The texts of a meeting that this person may read at that moment; of the others not even that they are there. */
export async function readableTexts(
  db: Kysely<Database>,
  meetingId: string,
  actor: Actor,
  now: Date
): Promise<ReadableText[]> {
  const meeting = await meetingById(db, meetingId)
  if (!meeting) return []
  const texts = standing(await textsOf(db, meetingId))
  if (texts.length === 0) return []
  const [rights, facts, events] = await Promise.all([
    rightsOf(db, meeting, actor, now),
    factsOf(db, meeting, dayOf(now)),
    eventsAfter(db, meetingId, 0)
  ])
  const floor = floorOf(events, facts)
  const on = dayOf(now)
  const may = (permission: string, text: StatementText, released: boolean) =>
    authorise(POLICY, permission, { actor, on, subject: { rights, delegation: text.bodyId, released } }) === null
  const readable = texts
    .map((text) => ({ ...text, released: isReleased(text, floor, facts), begun: hasBegun(text, floor) }))
    .filter((text) => may('floor.read-text', text, text.released))
  const checks = await checksOf(
    db,
    readable.map(({ id }) => id)
  )
  return readable.map((text) => ({
    ...text,
    check: checks.get(text.id) ?? null,
    mayCheck: text.begun && may('floor.check-text', text, text.released)
  }))
}
