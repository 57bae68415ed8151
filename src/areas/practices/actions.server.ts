import { act, type Context } from '#areas/act.server.ts'
import type { Actor } from '#areas/people/actor.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { isRefusal, refuse, type Refusal } from '#platform/refusal.ts'
import { changeFault } from './practice.ts'
import {
  insertWording,
  linksOf,
  lockPractice,
  practiceBody,
  wordingsOf,
  type GivenPractice,
  type Links
} from './store.server.ts'

/** Shares a good practice in the name of a State or an NHRI. */
export async function sharePractice(
  context: Context,
  bodyId: string,
  given: GivenPractice
): Promise<{ id: number } | Refusal> {
  return act(context, 'practices.share', { bodyId }, async (tx) => {
    const links = await knownLinks(tx, given, dayOf(context.now))
    if (isRefusal(links)) return links
    const account = accountId(context.actor)
    const { id } = await tx
      .insertInto('practice')
      .values({ by_body_id: bodyId, recorded_at: context.now, recorded_by: account })
      .returning('id')
      .executeTakeFirstOrThrow()
    await insertWording(tx, id, given, links, { corrects: null, at: context.now, account })
    return { result: { id }, audit: audited(id, { by: bodyId, title: given.title }) }
  })
}

/**
 * Puts a practice right: a new wording takes the place of the one that the writer had before them. Where another one
 * stands meanwhile: `practices.changed_meanwhile`, so that the two can be brought together.
 */
export async function changePractice(
  context: Context,
  id: number,
  corrects: number,
  given: GivenPractice
): Promise<null | Refusal> {
  return act(context, 'practices.change', await practiceBody(context.db, id), async (tx) => {
    const practice = (await lockPractice(tx, id))!
    const links = await knownLinks(tx, given, dayOf(context.now))
    if (isRefusal(links)) return links
    const wordings = (await wordingsOf(tx, id)).map((one) => ({ id: one.wordingId, corrects: one.corrects }))
    const fault = changeFault(wordings, corrects, practice.withdrawn, id)
    if (fault) return fault
    await insertWording(tx, id, given, links, { corrects, at: context.now, account: accountId(context.actor) })
    return { result: null, audit: audited(id, { by: practice.bodyId, title: given.title }) }
  })
}

/** Those who shared it take it back, with the reason. It stays readable as taken back. */
export async function withdrawPractice(context: Context, id: number, reason: string): Promise<null | Refusal> {
  return act(context, 'practices.withdraw', await practiceBody(context.db, id), async (tx) => {
    const practice = (await lockPractice(tx, id))!
    if (practice.withdrawn) return refuse('practices.withdrawn_already')
    await tx
      .insertInto('practice_withdrawal')
      .values({ practice_id: id, reason, recorded_at: context.now, recorded_by: accountId(context.actor) })
      .execute()
    return { result: null, audit: audited(id, { by: practice.bodyId, reason }) }
  })
}

async function knownLinks(tx: Context['db'], given: GivenPractice, today: string): Promise<Links | Refusal> {
  if (given.since > today) return refuse('practices.day_in_future', undefined, 'since')
  const links = await linksOf(tx, given)
  const lost = (asked: readonly string[], found: readonly string[]) => asked.find((one) => !found.includes(one))
  const theme = lost(
    given.themes,
    links.themes.map(({ id }) => id)
  )
  if (theme) return refuse('practices.theme_missing', { theme }, 'themes')
  const article = lost(
    given.articles,
    links.articles.map(({ name }) => name)
  )
  if (article) return refuse('practices.article_missing', { article }, 'articles')
  const reference = lost(
    given.recommendations,
    links.recommendations.map((one) => one.reference)
  )
  if (reference) return refuse('practices.recommendation_missing', { reference }, 'recommendations')
  return links
}

/** Only a person shares: the policy lets nobody else. */
function accountId(actor: Actor): string {
  if (actor.kind !== 'account') throw new Error('A practice is shared by a person.')
  return actor.id
}

function audited(id: number, details: Record<string, string>) {
  return { subjectKind: 'practice', subjectId: String(id), details }
}
