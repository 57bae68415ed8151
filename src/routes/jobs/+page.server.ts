import { fail, redirect } from '@sveltejs/kit'
import { repeatJob } from '#areas/deadlines/actions.server.ts'
import { jobForm } from '#areas/deadlines/forms.ts'
import { SWEEP_JOB, SWEEP_SCHEDULE } from '#areas/deadlines/jobs.server.ts'
import { mailsSince } from '#areas/deadlines/store.server.ts'
import { contextOf, openTo } from '#areas/people/door.server.ts'
import { clockIsMoved, dayOf } from '#platform/clock/clock.ts'
import { addDays } from '#platform/clock/day.ts'
import { database } from '#platform/db/connect.server.ts'
import { readForm } from '#platform/form/form.ts'
import { JOB_STATES, JOBS_ON_A_PAGE, jobCounts, jobsPage, lastJob } from '#platform/jobs/overview.server.ts'
import { nextOf } from '#platform/jobs/jobs.server.ts'
import { pageAsked, pagesOf } from '#platform/paging/paging.ts'
import { isRefusal } from '#platform/refusal.ts'
import type { Actions, PageServerLoad } from './$types'

/** Mails of reminders are counted over so many days, today with them. */
const COUNTED_days = 7

export const load: PageServerLoad = async (event) => {
  openTo(event, 'deadlines.read-jobs')
  const { locals, url } = event
  const db = database()
  const counts = await jobCounts(db)
  // What failed needs somebody; where nothing did, what was done is of most interest.
  const state = JOB_STATES.find((one) => one === url.searchParams.get('state')) ?? (counts.failed ? 'failed' : 'done')
  const pages = pagesOf(counts[state], JOBS_ON_A_PAGE)
  const page = pageAsked(url.searchParams.get('page'), pages)
  const from = addDays(dayOf(locals.now), 1 - COUNTED_days)
  const [jobs, last, next, mails] = await Promise.all([
    jobsPage(db, state, page),
    lastJob(db, SWEEP_JOB),
    nextOf(db, SWEEP_SCHEDULE),
    mailsSince(db, new Date(`${from}T00:00:00+07:00`), locals.now)
  ])
  return {
    ...{ counts, state, page, pages, jobs, last, next, mails, from },
    states: JOB_STATES,
    clockMoved: clockIsMoved(),
    done: url.searchParams.get('done')
  }
}

export const actions: Actions = {
  repeat: async (event) => {
    const form = readForm(jobForm, await event.request.formData())
    if (!form.ok) return fail(400, { faults: form.faults })
    const repeated = await repeatJob(contextOf(event.locals), form.values.id)
    if (isRefusal(repeated)) return fail(400, { faults: [repeated] })
    redirect(303, '/jobs?state=waiting&done=repeated')
  }
}
