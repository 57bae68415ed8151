import type { Transaction } from 'kysely'
import type { z } from 'zod'
import { act, type Context } from '#areas/act.server.ts'
import type { Actor } from '#areas/people/actor.ts'
import { dayOf } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'
import { caseOf, isOver, stepFault, type CaseStep } from './accreditation-case.ts'
import { mailCase } from './application-mail.server.ts'
import {
  applicationById,
  applicationByReference,
  applicationsFrom,
  criteriaFor,
  eventsOf,
  findingsOf,
  limits,
  lockAddress,
  lockApplication,
  ownApplication,
  replaceContact,
  revokeLinks,
  withoutCase,
  type Application
} from './application-store.server.ts'
import { recordStanding } from './register-actions.server.ts'
import type {
  applicationForm,
  caseStepForm,
  contactForm,
  enteredApplicationForm,
  findingForm,
  ownStepForm
} from './standing-forms.ts'

export type GivenApplication = z.output<typeof applicationForm>
type Entered = z.output<typeof enteredApplicationForm>

const MOST_FROM_ONE_ADDRESS = 3
const A_DAY_ms = 24 * 60 * 60 * 1000

/** An organisation applies by the public form. Returns the secret of its link, which it also gets by mail. */
export async function applyForAccreditation(
  context: Context,
  origin: string,
  given: GivenApplication
): Promise<{ reference: string; secret: string } | Refusal> {
  return act(context, 'standing.apply', undefined, async (tx) => {
    const yesterday = new Date(context.now.getTime() - A_DAY_ms)
    await lockAddress(tx, given.email)
    if ((await applicationsFrom(tx, given.email, yesterday)) >= MOST_FROM_ONE_ADDRESS) {
      return refuse('standing.too_many_from_address', undefined, 'email')
    }
    const application = await insertApplication(tx, { ...given, receivedOn: dayOf(context.now) }, null, context.now)
    if ('refused' in application) return application
    const secret = await mailStep(tx, context, origin, application, 'received', '')
    return { result: { reference: application.reference, secret }, audit: audited(application) }
  })
}

/**
 * The secretariat enters an application that came on paper; or opens the case of an organisation that is accredited
 * already (`bodyId`), so that a suspension can be appealed as any other.
 */
export async function enterApplication(
  context: Context,
  origin: string,
  { bodyId, ...given }: Entered
): Promise<{ reference: string } | Refusal> {
  return act(context, 'standing.enter-application', undefined, async (tx) => {
    const today = dayOf(context.now)
    if (given.receivedOn > today) return refuse('standing.day_in_future', undefined, 'receivedOn')
    const accredited = bodyId === null ? undefined : (await withoutCase(tx)).find(({ id }) => id === bodyId)
    if (bodyId !== null && !accredited) return refuse('standing.body_wrong', undefined, 'bodyId')
    const receivedOn = accredited?.grantedOn ?? given.receivedOn
    const application = await insertApplication(tx, { ...given, receivedOn }, accountId(context.actor), context.now)
    if ('refused' in application) return application
    if (accredited) {
      await tx
        .insertInto('accreditation_body')
        .values({ application_id: application.id, body_id: accredited.id, recorded_at: context.now })
        .execute()
      await insertEvent(tx, context, application, {
        turn: 1,
        step: 'taken-over',
        on: accredited.grantedOn,
        reason: '',
        locale: given.locale,
        by: accountId(context.actor)
      })
    }
    await mailStep(tx, context, origin, application, accredited ? 'taken-over' : 'received', '')
    return { result: { reference: application.reference }, audit: audited(application) }
  })
}

/** Somebody of the secretariat takes a step in a case. The record's accreditation follows in the same transaction. */
export async function takeCaseStep(
  context: Context,
  origin: string,
  reference: string,
  given: z.output<typeof caseStepForm>
): Promise<null | Refusal> {
  return act(context, 'standing.take-step', undefined, async (tx) => {
    const application = await applicationByReference(tx, reference)
    if (!application) return refuse('standing.application_missing')
    const by = accountId(context.actor)
    const fault = await step(tx, context, application, { ...given, on: given.reachedOn, by })
    if (fault) return fault
    const body = await recordStanding(tx, origin, application, given, context.now)
    await mailStep(tx, context, origin, application, given.step, given.reason)
    const audit = audited(application, given.step)
    const decided = { on: given.reachedOn, ...(body !== null && { body }) }
    return { result: null, audit: { ...audit, details: { ...audit.details, ...decided } } }
  })
}

/**
 * The organisation itself takes a step: it gives what was asked, withdraws, appeals. `key` is the secret of its link, or
 * the reference for somebody who is signed in with its address.
 */
export async function takeOwnStep(
  context: Context,
  origin: string,
  key: string,
  given: z.output<typeof ownStepForm>
): Promise<null | Refusal> {
  return act(context, 'standing.follow-own', undefined, async (tx) => {
    const { actor } = context
    const application = await ownApplication(tx, key, actor.kind === 'account' ? actor.id : null)
    if (!application) return refuse('standing.application_missing')
    const today = dayOf(context.now)
    const fault = await step(tx, context, application, { ...given, locale: application.locale, on: today, by: null })
    if (fault) return fault
    await mailStep(tx, context, origin, application, given.step, '')
    return { result: null, audit: audited(application, given.step) }
  })
}

/** One criterion is answered, with its reason; a later answer takes the place of the one its writer had before them. */
export async function recordFinding(
  context: Context,
  reference: string,
  given: z.output<typeof findingForm>
): Promise<null | Refusal> {
  return act(context, 'standing.screen', undefined, async (tx) => {
    const application = await applicationByReference(tx, reference)
    if (!application) return refuse('standing.application_missing')
    await lockApplication(tx, application.id)
    const { stage } = caseOf(application.receivedOn, await eventsOf(tx, application.id))
    if (stage !== 'screening' && stage !== 'information-asked') return refuse('standing.not_in_screening')
    const criteria = await criteriaFor(tx, application.receivedOn)
    if (!criteria.some(({ id }) => id === given.criterion)) return refuse('standing.criterion_missing')
    const stands = (await findingsOf(tx, application.id)).find(
      (finding) => finding.criterionId === given.criterion && finding.stands
    )
    if ((stands?.id ?? null) !== given.corrects) {
      return refuse('standing.finding_changed_meanwhile', { finding: stands?.id ?? 0 })
    }
    await tx
      .insertInto('accreditation_finding')
      .values({
        application_id: application.id,
        criterion_id: given.criterion,
        finding: given.finding,
        reason: given.reason,
        corrects: given.corrects,
        recorded_at: context.now,
        recorded_by: accountId(context.actor)
      })
      .execute()
    return { result: null, audit: audited(application, `${given.criterion}: ${given.finding}`) }
  })
}

/** Sends the organisation a new link, where it lost its own. */
export async function sendLink(context: Context, origin: string, reference: string): Promise<null | Refusal> {
  return act(context, 'standing.send-link', undefined, async (tx) => {
    const application = await applicationByReference(tx, reference)
    if (!application) return refuse('standing.application_missing')
    await mailStep(tx, context, origin, application, 'link', '')
    return { result: null, audit: audited(application) }
  })
}

/** Somebody else is written to from now on, with a new link; who had the earlier ones opens the case no more. */
export async function changeContact(
  context: Context,
  origin: string,
  reference: string,
  given: z.output<typeof contactForm>
): Promise<null | Refusal> {
  return act(context, 'standing.change-contact', undefined, async (tx) => {
    const application = await applicationByReference(tx, reference)
    if (!application) return refuse('standing.application_missing')
    await lockApplication(tx, application.id)
    await replaceContact(tx, application.id, { name: given.contactName, email: given.email })
    await revokeLinks(tx, application.id)
    await mailStep(tx, context, origin, application, 'link', '')
    return { result: null, audit: audited(application) }
  })
}

/** Nobody is written to any more: where a case is over, its personal data can go. */
export async function eraseContact(context: Context, reference: string): Promise<null | Refusal> {
  return act(context, 'standing.erase-contact', undefined, async (tx) => {
    const application = await applicationByReference(tx, reference)
    if (!application) return refuse('standing.application_missing')
    await lockApplication(tx, application.id)
    const state = caseOf(application.receivedOn, await eventsOf(tx, application.id))
    if (!isOver(state, await limits(tx), dayOf(context.now))) return refuse('standing.contact_needed')
    await replaceContact(tx, application.id, null)
    return { result: null, audit: audited(application) }
  })
}

type Tx = Transaction<Database>

async function insertApplication(
  tx: Tx,
  given: GivenApplication & { receivedOn: string },
  recordedBy: string | null,
  now: Date
): Promise<Application | Refusal> {
  if (given.stateId !== null) {
    const state = await tx.selectFrom('body').select('kind').where('id', '=', given.stateId).executeTakeFirst()
    if (state?.kind !== 'state') return refuse('standing.state_wrong', undefined, 'stateId')
  }
  const { id } = await tx
    .insertInto('accreditation_application')
    .values({
      name: given.name,
      english_name: given.englishName,
      seat: given.seat,
      state_id: given.stateId,
      purpose: given.purpose,
      reach: given.reach,
      website: given.website,
      locale: given.locale,
      received_on: given.receivedOn,
      recorded_at: now,
      recorded_by: recordedBy
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await replaceContact(tx, id, { name: given.contactName, email: given.email })
  return applicationById(tx, id)
}

interface Taken {
  readonly step: CaseStep
  readonly on: string
  readonly reason: string
  readonly locale: string
  readonly by: string | null
}

/** Decides by the facts under lock and writes the event down, or says why not. `turns` is what the writer had seen. */
async function step(
  tx: Tx,
  context: Context,
  application: Application,
  taken: Taken & { readonly turns: number }
): Promise<Refusal | null> {
  await lockApplication(tx, application.id)
  const state = caseOf(application.receivedOn, await eventsOf(tx, application.id))
  if (state.turns !== taken.turns) return refuse('standing.case_changed_meanwhile')
  const standing = new Map(
    (await findingsOf(tx, application.id)).filter(({ stands }) => stands).map((one) => [one.criterionId, one.finding])
  )
  const findings = (await criteriaFor(tx, application.receivedOn)).map(({ id }) => standing.get(id) ?? null)
  const fault = stepFault(state, taken, await limits(tx), findings, dayOf(context.now))
  if (fault) return fault
  await insertEvent(tx, context, application, { ...taken, turn: state.turns + 1 })
  return null
}

async function insertEvent(tx: Tx, context: Context, application: Application, event: Taken & { turn: number }) {
  await tx
    .insertInto('accreditation_event')
    .values({
      application_id: application.id,
      turn: event.turn,
      step: event.step,
      reached_on: event.on,
      reason: event.reason,
      locale: event.locale,
      recorded_at: context.now,
      recorded_by: event.by
    })
    .execute()
}

async function mailStep(
  tx: Tx,
  context: Context,
  origin: string,
  application: Application,
  about: CaseStep | 'received' | 'link',
  reason: string
): Promise<string> {
  const state = caseOf(application.receivedOn, await eventsOf(tx, application.id))
  const today = dayOf(context.now)
  return mailCase(tx, { origin, application, about, reason, state, limits: await limits(tx), today }, context.now)
}

/** Only a person of the secretariat works on cases. */
function accountId(actor: Actor): string {
  if (actor.kind !== 'account') throw new Error('A case is worked on by a person.')
  return actor.id
}

/** Which case and what was done: never the words, and never whom to write to. */
function audited({ reference }: Application, step?: string) {
  return { subjectKind: 'application', subjectId: reference, details: step ? { step } : {} }
}
