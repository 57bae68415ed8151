import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { BASE_LOCALE, isLocale, type Locale } from '#platform/i18n/locales.ts'
import type { Choice } from './choice.ts'
import type { Holder } from './recipients.ts'
import type { Owed, Reminded } from './schedule.ts'

type Db = Kysely<Database>

/** Who holds a mandate on a day. */
export async function holdersOn(db: Db, day: string): Promise<Holder[]> {
  return db
    .selectFrom('standing_mandate')
    .select(['account_id as accountId', 'role', 'duty', 'body_id as bodyId'])
    .where('since', '<=', day)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', day)]))
    .execute()
}

/** A person as reminders know them. */
export interface Recipient {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly locale: Locale
  readonly timeZone: string
  readonly choice: Choice
  /** the day of their last mail of reminders, where they are */
  readonly lastMailOn: string | null
}

export async function recipients(db: Db, accountIds: readonly string[]): Promise<Recipient[]> {
  const { rows } = await sql<Recipient>`
    select a.id, a.name, a.email, a.locale, a.time_zone as "timeZone",
      coalesce((select c.choice from reminder_choice c where c.account_id = a.id order by c.id desc limit 1), 'at-once')
        as choice,
      (select max(r.reminded_on) from reminder r where r.account_id = a.id) as "lastMailOn"
    from account a where a.id = any(${accountIds}::text[]) order by a.id`.execute(db)
  return rows.map((row) => ({ ...row, locale: isLocale(row.locale) ? row.locale : BASE_LOCALE }))
}

/**
 * Until the transaction ends nobody else reminds this person. The row is locked by a statement of its own: what the
 * next one reads was then committed by whoever held the lock before.
 */
export async function lockedRecipient(tx: Transaction<Database>, accountId: string): Promise<Recipient | undefined> {
  await sql`select from account where id = ${accountId} for no key update`.execute(tx)
  return (await recipients(tx, [accountId]))[0]
}

/** What these people were reminded of, of things whose due day is that day or later. */
export async function remindedSince(
  db: Db,
  accountIds: readonly string[],
  earliestDueOn: string
): Promise<Map<string, Reminded[]>> {
  const rows = await db
    .selectFrom('reminder')
    .select(['account_id', 'thing', 'due_on as dueOn', 'days'])
    .where('account_id', 'in', accountIds)
    .where('due_on', '>=', earliestDueOn)
    .execute()
  const found = new Map<string, Reminded[]>()
  for (const { account_id, ...reminded } of rows) {
    const known = found.get(account_id)
    if (known) known.push(reminded)
    else found.set(account_id, [reminded])
  }
  return found
}

export async function keepReminders(
  tx: Transaction<Database>,
  accountId: string,
  mailId: number,
  owed: readonly Owed[],
  when: { readonly on: string; readonly at: Date }
): Promise<void> {
  await tx
    .insertInto('reminder')
    .values(
      owed.map(({ due, days }) => ({
        thing: due.thing,
        due_on: due.dueOn,
        days,
        account_id: accountId,
        mail_id: mailId,
        reminded_on: when.on,
        reminded_at: when.at
      }))
    )
    .execute()
}

/** How many mails of reminders were queued between two moments. */
export async function mailsSince(db: Db, from: Date, until: Date): Promise<number> {
  const { count } = await db
    .selectFrom('reminder')
    .select((eb) => eb.fn.count<number>('mail_id').distinct().as('count'))
    .where('reminded_at', '>', from)
    .where('reminded_at', '<=', until)
    .executeTakeFirstOrThrow()
  return Number(count)
}
