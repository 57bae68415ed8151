import { createHash, randomBytes } from 'node:crypto'
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import type { Locale, Localised } from '#platform/i18n/locales.ts'
import { forgetRecipient } from '#platform/mail/mail.server.ts'
import {
  caseOf,
  criteriaOn,
  dueOf,
  type Case,
  type CaseEvent,
  type Criterion,
  type Due,
  type Finding,
  type Limit
} from './accreditation-case.ts'

type Db = Kysely<Database>

/** What an organisation said of itself. Whom to write to is read apart, by `contactOf`. */
export interface Application {
  readonly id: number
  readonly reference: string
  readonly name: string
  readonly englishName: string | null
  readonly seat: string
  readonly stateId: string | null
  readonly stateName: Localised | null
  readonly purpose: string
  readonly reach: string
  readonly website: string | null
  readonly locale: Locale
  readonly receivedOn: string
  readonly recordedAt: Date
  /** the body that it became, where it was accredited */
  readonly bodyId: string | null
}

export interface RecordedEvent extends CaseEvent {
  readonly reason: string
  readonly locale: Locale
  readonly recordedAt: Date
  readonly byName: string | null
}

export interface AskedCriterion extends Criterion {
  readonly question: Localised
  readonly source: string
}

export interface RecordedFinding {
  readonly id: number
  readonly criterionId: string
  readonly finding: Finding
  readonly reason: string
  readonly corrects: number | null
  readonly recordedAt: Date
  readonly byName: string
  readonly stands: boolean
}

function applications(db: Db) {
  return db
    .selectFrom('accreditation_application as a')
    .leftJoin('accreditation_body as m', 'm.application_id', 'a.id')
    .leftJoin('body as s', 's.id', 'a.state_id')
    .select([
      'a.id',
      'a.reference',
      'a.name',
      'a.english_name as englishName',
      'a.seat',
      'a.state_id as stateId',
      's.name as stateName',
      'a.purpose',
      'a.reach',
      'a.website',
      sql<Locale>`a.locale`.as('locale'),
      'a.received_on as receivedOn',
      'a.recorded_at as recordedAt',
      'm.body_id as bodyId'
    ])
}

export async function applicationByReference(db: Db, reference: string): Promise<Application | undefined> {
  return applications(db).where('a.reference', '=', reference).executeTakeFirst()
}

export async function applicationById(db: Db, id: number): Promise<Application> {
  return applications(db).where('a.id', '=', id).executeTakeFirstOrThrow()
}

/** The application of a secret link; of the secret the hall has the hash alone. */
export async function applicationBySecret(db: Db, secret: string): Promise<Application | undefined> {
  return applications(db)
    .innerJoin('accreditation_link as l', 'l.application_id', 'a.id')
    .where('l.token_hash', '=', hashOf(secret))
    .executeTakeFirst()
}

/**
 * The application that an organisation opens as its own: by the secret of its link; or by its reference, where the person
 * is signed in with the address to which the hall writes about it, and has shown that the address is theirs.
 */
export async function ownApplication(db: Db, key: string, accountId: string | null): Promise<Application | undefined> {
  const bySecret = await applicationBySecret(db, key)
  if (bySecret || accountId === null) return bySecret
  return applications(db)
    .where('a.reference', '=', key)
    .where('a.id', 'in', idsOfContact(db, accountId))
    .executeTakeFirst()
}

/** The applications about which the hall writes to the address of that account. */
function idsOfContact(db: Db, accountId: string) {
  return db
    .selectFrom('accreditation_contact as c')
    .innerJoin('account as o', 'o.email', 'c.email')
    .select('c.application_id')
    .where('o.id', '=', accountId)
    .where('o.email_verified', '=', true)
}

/** Makes a link and returns its secret, which nobody can read again. */
export async function makeLink(tx: Db, applicationId: number, now: Date): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  await tx
    .insertInto('accreditation_link')
    .values({ token_hash: hashOf(secret), application_id: applicationId, made_at: now })
    .execute()
  return secret
}

/** The links so far open nothing any more. */
export async function revokeLinks(tx: Db, applicationId: number): Promise<void> {
  await tx.deleteFrom('accreditation_link').where('application_id', '=', applicationId).execute()
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Until the transaction ends nobody else writes about this application. */
export async function lockApplication(tx: Db, id: number): Promise<void> {
  await tx.selectFrom('accreditation_application').select('id').where('id', '=', id).forUpdate().execute()
}

/** Of every letter about a case, in every language. */
export function subjectOf(reference: string, what: string): string {
  return `${reference}: ${what}`
}

export interface Contact {
  readonly name: string
  readonly email: string
}

/** Whom to write to; undefined where it was erased. */
export async function contactOf(db: Db, applicationId: number): Promise<Contact | undefined> {
  return db
    .selectFrom('accreditation_contact')
    .select(['name', 'email'])
    .where('application_id', '=', applicationId)
    .executeTakeFirst()
}

/** Another person to write to, or none: personal data is kept no longer than it is needed, in the outbox neither. */
export async function replaceContact(
  tx: Transaction<Database>,
  applicationId: number,
  contact: Contact | null
): Promise<void> {
  const before = await contactOf(tx, applicationId)
  if (before && before.email !== contact?.email) {
    const { reference } = await applicationById(tx, applicationId)
    await forgetRecipient(tx, before.email, subjectOf(reference, ''))
  }
  await tx.deleteFrom('accreditation_contact').where('application_id', '=', applicationId).execute()
  if (!contact) return
  await tx
    .insertInto('accreditation_contact')
    .values({ application_id: applicationId, ...contact })
    .execute()
}

/** "me+anything@example.org" is read by who reads "me@example.org". */
const MAILBOX = '\\+[^@]*@'
const ADDRESS_LOCK = 1_178_425_163

/** Until the transaction ends nobody else applies from this address: what is counted before stays counted. */
export async function lockAddress(tx: Transaction<Database>, email: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(ADDRESS_LOCK)}, hashtext(regexp_replace(${email}, ${MAILBOX}, '@')))`.execute(
    tx
  )
}

/** How many applications gave an address as their own since a moment, under whatever tag. On record: it outlives the process. */
export async function applicationsFrom(db: Db, email: string, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from accreditation_contact c join accreditation_application a on a.id = c.application_id
    where a.recorded_at > ${since}
      and regexp_replace(c.email, ${MAILBOX}, '@') = regexp_replace(${email}, ${MAILBOX}, '@')`.execute(db)
  return rows[0]!.n
}

export async function eventsOf(db: Db, applicationId: number): Promise<RecordedEvent[]> {
  return db
    .selectFrom('accreditation_event as e')
    .leftJoin('account as o', 'o.id', 'e.recorded_by')
    .select([
      'e.turn',
      'e.step',
      'e.reached_on as on',
      'e.recorded_by as by',
      'e.reason',
      sql<Locale>`e.locale`.as('locale'),
      'e.recorded_at as recordedAt',
      'o.name as byName'
    ])
    .where('e.application_id', '=', applicationId)
    .orderBy('e.turn')
    .execute()
}

export async function limits(db: Db): Promise<(Limit & { readonly source: string })[]> {
  return db
    .selectFrom('accreditation_limit')
    .select(['name', 'since', 'days', 'source'])
    .orderBy('name')
    .orderBy('since')
    .execute()
}

/** The criteria by which an application of that day is measured. */
export async function criteriaFor(db: Db, day: string): Promise<AskedCriterion[]> {
  return criteriaOn(await everyCriterion(db), day)
}

/** Those that no longer hold, too. */
export async function everyCriterion(db: Db): Promise<AskedCriterion[]> {
  return db
    .selectFrom('accreditation_criterion as c')
    .leftJoin('accreditation_criterion_end as e', 'e.criterion_id', 'c.id')
    .select(['c.id', 'c.question', 'c.since', 'e.until', 'c.source'])
    .orderBy('c.ordinal')
    .execute()
}

/** What the screening found, earlier findings included; of one criterion the one that no later one corrects stands. */
export async function findingsOf(db: Db, applicationId: number): Promise<RecordedFinding[]> {
  return db
    .selectFrom('accreditation_finding as f')
    .innerJoin('account as o', 'o.id', 'f.recorded_by')
    .leftJoin('accreditation_finding as later', 'later.corrects', 'f.id')
    .select([
      'f.id',
      'f.criterion_id as criterionId',
      'f.finding',
      'f.reason',
      'f.corrects',
      'f.recorded_at as recordedAt',
      'o.name as byName',
      sql<boolean>`later.id is null`.as('stands')
    ])
    .where('f.application_id', '=', applicationId)
    .orderBy('f.id')
    .execute()
}

/** All that is written down of one case, with the limits and criteria that it is held to. */
export async function wholeCase(db: Db, { id, receivedOn }: Pick<Application, 'id' | 'receivedOn'>) {
  const [events, held, contact, criteria, findings] = await Promise.all([
    eventsOf(db, id),
    limits(db),
    contactOf(db, id),
    criteriaFor(db, receivedOn),
    findingsOf(db, id)
  ])
  return { events, limits: held, contact, criteria, findings }
}

export interface QueuedCase {
  readonly reference: string
  readonly name: string
  readonly locale: Locale
  readonly state: Case
  readonly due: Due | null
}

/** Every case as it stands on a day: what waits longest for the secretariat first. */
export async function cases(db: Db, today: string): Promise<QueuedCase[]> {
  return casesAmong(db, today)
}

/** The cases of the organisations for which that account's address speaks. */
export async function casesOf(db: Db, accountId: string, today: string): Promise<QueuedCase[]> {
  const ids = await idsOfContact(db, accountId).execute()
  return ids.length
    ? casesAmong(
        db,
        today,
        ids.map(({ application_id }) => application_id)
      )
    : []
}

async function casesAmong(db: Db, today: string, ids?: readonly number[]): Promise<QueuedCase[]> {
  const [rows, events, held] = await Promise.all([
    db
      .selectFrom('accreditation_application')
      .select(['id', 'reference', 'name', sql<Locale>`locale`.as('locale'), 'received_on as receivedOn'])
      .$if(ids !== undefined, (query) => query.where('id', 'in', ids!))
      .execute(),
    db
      .selectFrom('accreditation_event')
      .select(['application_id as applicationId', 'turn', 'step', 'reached_on as on', 'recorded_by as by'])
      .$if(ids !== undefined, (query) => query.where('application_id', 'in', ids!))
      .execute(),
    limits(db)
  ])
  const byCase = Map.groupBy(events, ({ applicationId }) => applicationId)
  return rows
    .map(({ id, reference, name, locale, receivedOn }) => {
      const state = caseOf(receivedOn, byCase.get(id) ?? [])
      return { reference, name, locale, state, due: dueOf(state, held, today) }
    })
    .sort((a, b) => rank(a) - rank(b) || (a.due?.on ?? '').localeCompare(b.due?.on ?? '') || compare(b, a))
}

function rank({ due }: QueuedCase): number {
  return due === null ? 2 : due.waitsFor === 'secretariat' ? 0 : 1
}

function compare(a: QueuedCase, b: QueuedCase): number {
  return a.state.since < b.state.since ? -1 : a.state.since > b.state.since ? 1 : a.reference < b.reference ? -1 : 1
}

/** CSOs that are accredited and have no case of their own yet: their accreditation came into the record otherwise. */
export async function withoutCase(db: Db): Promise<{ id: string; name: Localised; grantedOn: string }[]> {
  const { rows } = await sql<{ id: string; name: Localised; grantedOn: string }>`
    select b.id, b.name, a.effective_on as "grantedOn" from body b join lateral (
      select a.status, a.effective_on from accreditation a
      where a.body_id = b.id and a.scheme = 'consultative-relationship' and not a.withdrawn
        and not exists (select from accreditation c where c.corrects = a.id)
      order by a.effective_on desc, a.id desc limit 1) a on a.status = 'granted'
    where b.kind = 'cso' and not exists (select from accreditation_body m where m.body_id = b.id)
    order by b.name ->> 'en'`.execute(db)
  return rows
}
