import { act, type Context } from '#areas/act.server.ts'
import { repeat } from '#platform/jobs/jobs.server.ts'
import { lockedJob } from '#platform/jobs/overview.server.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { endAddress, newAddress } from './address-store.server.ts'
import type { Choice } from './choice.ts'

/** A person says how they want to be reminded, from now on. */
export async function chooseReminders(context: Context, accountId: string, choice: Choice): Promise<null | Refusal> {
  return act(context, 'deadlines.choose-reminders', { accountId }, async (tx) => {
    await tx.insertInto('reminder_choice').values({ account_id: accountId, choice, chosen_at: context.now }).execute()
    return {
      result: null,
      audit: { subjectKind: 'account', subjectId: accountId, details: { choice: choice.replace('-', '_') } }
    }
  })
}

/** Makes the secret part of the address of a person's calendar, which nobody can read again; the one before it ends. */
export async function makeCalendar(context: Context, accountId: string): Promise<{ token: string } | Refusal> {
  return act(context, 'deadlines.make-calendar', { accountId }, async (tx) => {
    await endAddress(tx, accountId, context.now)
    const token = await newAddress(tx, accountId, context.now)
    return { result: { token }, audit: { subjectKind: 'account', subjectId: accountId } }
  })
}

export async function endCalendar(context: Context, accountId: string): Promise<null | Refusal> {
  return act(context, 'deadlines.end-calendar', { accountId }, async (tx) => {
    if (!(await endAddress(tx, accountId, context.now))) return refuse('deadlines.calendar_missing')
    return { result: null, audit: { subjectKind: 'account', subjectId: accountId } }
  })
}

/** The secretariat has a failed job done again. */
export async function repeatJob(context: Context, id: string): Promise<null | Refusal> {
  return act(context, 'deadlines.repeat-job', undefined, async (tx) => {
    const job = await lockedJob(tx, id)
    if (!job) return refuse('deadlines.job_missing')
    if (job.state !== 'failed') return refuse('deadlines.job_not_failed')
    await repeat(tx, job.name, id)
    return { result: null, audit: { subjectKind: 'job', subjectId: id, details: { job: job.name } } }
  })
}
