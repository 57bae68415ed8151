import { act, type Context } from '#areas/act.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { queueMail } from '#platform/mail/mail.server.ts'
import { isRefusal, refuse } from '#platform/refusal.ts'
import { mailedUpTo } from './choice.ts'
import { dueThings } from './due-store.server.ts'
import { letter } from './mail.server.ts'
import { owedByAccount, reminderDay, toRemind, type Owed, type Reminded } from './schedule.ts'
import { schemeOn } from './scheme-store.server.ts'
import { holdersOn, keepReminders, lockedRecipient, recipients, remindedSince, type Recipient } from './store.server.ts'

export interface Swept {
  /** one to each person */
  readonly mails: number
  readonly reminders: number
}

/**
 * Reminds everybody of what came due, by the scheme of the day. It may be stopped anywhere and begun again, and run
 * beside itself: a person's mail and the rows that say of what they were reminded are one transaction, under a lock on
 * that person, and the rows are unique.
 */
export async function sweep(context: Context, origin: string): Promise<Swept> {
  const { db, now } = context
  const day = dayOf(now)
  const scheme = await schemeOn(db, day)
  if (!scheme) return { mails: 0, reminders: 0 }
  const [dues, holders] = await Promise.all([dueThings(db, { day, scheme }), holdersOn(db, day)])
  const owed = owedByAccount(dues, scheme.steps, holders)
  const accountIds = [...owed.keys()]
  if (accountIds.length === 0) return { mails: 0, reminders: 0 }
  const earliest = dues.reduce((first, { dueOn }) => (dueOn < first ? dueOn : first), day)
  const [people, reminded] = await Promise.all([recipients(db, accountIds), remindedSince(db, accountIds, earliest)])
  const today = (person: Recipient) => reminderDay(now, person.timeZone, scheme.fromHour)
  let [mails, reminders] = [0, 0]
  const faults: unknown[] = []
  for (const person of people) {
    const theirs = owed.get(person.id)!
    // Without a lock first: most people, most hours, are to be told nothing.
    if (outstanding(person, theirs, reminded.get(person.id) ?? [], today(person)).length === 0) continue
    try {
      const sent = await remind(context, person.id, theirs, today, earliest, origin)
      mails += sent > 0 ? 1 : 0
      reminders += sent
    } catch (error) {
      faults.push(error)
    }
  }
  // One whom it can't tell keeps it from telling nobody else; the job stands as failed, and is tried again.
  if (faults.length) throw new AggregateError(faults, `${faults.length} not reminded; the first: ${String(faults[0])}`)
  return { mails, reminders }
}

function outstanding(person: Recipient, owed: readonly Owed[], reminded: readonly Reminded[], today: string): Owed[] {
  const upTo = mailedUpTo(person.choice, today, person.lastMailOn)
  return upTo === null ? [] : toRemind(owed, reminded, upTo)
}

/** One mail to one person with all of it, and its rows. Returns how many reminders it holds; 0 where another sent them. */
async function remind(
  context: Context,
  accountId: string,
  owed: readonly Owed[],
  today: (person: Recipient) => string,
  earliest: string,
  origin: string
): Promise<number> {
  const sent = await act(context, 'deadlines.remind', undefined, async (tx) => {
    const person = await lockedRecipient(tx, accountId)
    if (!person) return refuse('deadlines.nothing_to_remind')
    const reminded = (await remindedSince(tx, [accountId], earliest)).get(accountId) ?? []
    const told = outstanding(person, owed, reminded, today(person))
    if (told.length === 0) return refuse('deadlines.nothing_to_remind')
    const mailId = await queueMail(tx, letter(person, told, today(person), origin), context.now)
    await keepReminders(tx, accountId, mailId, told, { on: today(person), at: context.now })
    return {
      result: told.length,
      audit: { subjectKind: 'account', subjectId: accountId, details: { name: person.name, count: told.length } }
    }
  })
  return isRefusal(sent) ? 0 : sent
}
