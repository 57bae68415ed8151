import type { Transaction } from 'kysely'
import { sourceNamed } from '#areas/source-store.server.ts'
import type { AccreditationStatus } from '#areas/tables.ts'
import type { Database } from '#platform/db/schema.ts'
import { bodyIdFor, statusAfter, type CaseStep } from './accreditation-case.ts'
import { eventsOf, type Application } from './application-store.server.ts'

type Tx = Transaction<Database>

interface Decision {
  readonly step: CaseStep
  readonly reachedOn: string
  readonly reason: string
  readonly locale: string
}

/**
 * What a step of a case means for the record, in the transaction of the step: an organisation that is granted becomes a
 * body, and its accreditation gets the dated fact by which it may speak or not. Most steps mean nothing here.
 */
export async function recordStanding(
  tx: Tx,
  origin: string,
  application: Application,
  decision: Decision,
  now: Date
): Promise<void> {
  const status = statusAfter(decision.step)
  if (!status) return
  const commission = await tx
    .selectFrom('body')
    .select(['id', 'name'])
    .where('kind', '=', 'commission')
    .orderBy('id')
    .executeTakeFirst()
  const { id: source_id } = await sourceNamed(tx, {
    title: `Accreditation case ${application.reference}`,
    publisher: commission?.name.en ?? null,
    url: `${origin}/standing/organisations#${application.reference}`,
    publishedOn: null
  })
  const bodyId = application.bodyId ?? (await makeBody(tx, application, now))
  const fact = (is: AccreditationStatus, on: string, reason: Record<string, string>) => ({
    body_id: bodyId,
    by_body_id: commission?.id ?? null,
    scheme: 'consultative-relationship' as const,
    status: is,
    effective_on: on,
    reason: JSON.stringify(reason),
    source_id,
    corrects: null,
    recorded_at: now
  })
  const facts = [fact(status, decision.reachedOn, { [decision.locale]: decision.reason })]
  if (application.bodyId === null) {
    const screened = (await eventsOf(tx, application.id)).find(({ step }) => step === 'screening')
    if (screened) facts.unshift(fact('screening', screened.on, {}))
    facts.unshift(fact('applied', application.receivedOn, {}))
  }
  await tx.insertInto('accreditation').values(facts).execute()
}

async function makeBody(tx: Tx, application: Application, now: Date): Promise<string> {
  // Of two that are granted at once, one waits: two bodies can't take one word.
  await tx.selectFrom('hall').select('id').forUpdate().execute()
  const ids = new Set((await tx.selectFrom('body').select('id').execute()).map(({ id }) => id.toLowerCase()))
  const english = application.englishName ?? application.name
  const id = bodyIdFor(english, application.reference, (word) => ids.has(word))
  await tx
    .insertInto('body')
    .values({
      id,
      kind: 'cso',
      name: JSON.stringify({ en: english, [application.locale]: application.name }),
      state_id: application.stateId,
      website: application.website,
      note: JSON.stringify({ [application.locale]: application.purpose })
    })
    .execute()
  await tx
    .insertInto('body_alias')
    .values(
      [...new Set([english.toLowerCase(), application.name.toLowerCase()])].map((alias) => ({ alias, body_id: id }))
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await tx
    .insertInto('accreditation_body')
    .values({ application_id: application.id, body_id: id, recorded_at: now })
    .execute()
  return id
}
