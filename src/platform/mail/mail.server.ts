import type { Kysely, Transaction } from 'kysely'
import { createTransport, type Transporter } from 'nodemailer'
import type { Database } from '#platform/db/schema.ts'
import type { Locale } from '#platform/i18n/locales.ts'
import { enqueue, work } from '#platform/jobs/jobs.server.ts'
import type { Settings } from '#platform/settings.ts'

export interface Mail {
  readonly recipient: string
  /** the language its words are in */
  readonly locale: Locale
  readonly subject: string
  readonly text: string
}

const JOB = 'send-mail'

/**
 * Puts a mail in the outbox, inside the caller's transaction. In a real hall it is sent after the commit, and tried
 * again when the mail server doesn't answer; in a demonstration it stays in the outbox, where a page shows it.
 * Returns its number in the outbox.
 */
export async function queueMail(tx: Transaction<Database>, mail: Mail, now: Date): Promise<number> {
  const { id } = await tx
    .insertInto('mail')
    .values({ ...mail, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  const hall = await tx.selectFrom('hall').select('mode').executeTakeFirst()
  if (hall?.mode === 'real') await enqueue(tx, JOB, { id })
  return id
}

export type Transport = Pick<Transporter, 'sendMail'>

/** Hands one mail of the outbox to the mail server. Throws when that fails, so that the job is tried again. */
async function sendMail(
  db: Kysely<Database>,
  id: number,
  from: string,
  transport: Transport | null,
  now: () => Date
): Promise<void> {
  const mail = await db.selectFrom('mail').selectAll().where('id', '=', id).executeTakeFirst()
  if (!mail || mail.sent_at) return
  try {
    if (!transport) throw new Error('MAIL_URL is not set: this hall has no mail server')
    await transport.sendMail({ from, to: mail.recipient, subject: mail.subject, text: mail.text })
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    await db
      .updateTable('mail')
      .set({ error: said.slice(0, 500) })
      .where('id', '=', id)
      .execute()
    throw error
  }
  await db.updateTable('mail').set({ sent_at: now(), error: null, text: '' }).where('id', '=', id).execute()
}

/** Nobody can read any more to whom these mails went. One that is still to be sent keeps its address until it is. */
export async function forgetRecipient(tx: Transaction<Database>, recipient: string): Promise<void> {
  await tx
    .updateTable('mail')
    .set({ recipient: '' })
    .where('recipient', '=', recipient)
    .where('sent_at', 'is not', null)
    .execute()
}

/** Registers the worker that empties the outbox. Called once, before startJobs. */
export async function workMail(db: Kysely<Database>, settings: Settings, now: () => Date): Promise<void> {
  const transport = settings.mailUrl ? createTransport(settings.mailUrl) : null
  await work<{ id: number }>(db, JOB, ({ id }) => sendMail(db, id, settings.mailFrom, transport, now))
}
