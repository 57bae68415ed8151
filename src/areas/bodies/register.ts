import type { Localised } from '#platform/i18n/locales.ts'
import { caseOf, DECISIONS, statusAfter, type CaseEvent, type CaseStage } from './accreditation-case.ts'

/** What the public reads of an organisation: how it stands, since when, and every decision with its reason. */
export interface RegisterEntry {
  readonly key: string
  readonly bodyId: string | null
  /** the case, where there is one */
  readonly reference: string | null
  readonly name: Localised
  readonly stateId: string | null
  readonly status: RegisterStatus
  readonly since: string
  /** a decision against it is appealed and waits for its answer */
  readonly appealed: boolean
  /** the newest first */
  readonly decisions: readonly Decision[]
}

export type RegisterStatus = 'granted' | 'suspended' | 'ended' | 'refused'
export const REGISTER_STATUSES: readonly RegisterStatus[] = ['granted', 'suspended', 'ended', 'refused']

export interface Decision {
  /** a step of a case, or a status of the record where there was no case */
  readonly step: string
  readonly on: string
  readonly reason: Localised
}

export interface CaseOnRecord {
  readonly reference: string
  readonly bodyId: string | null
  readonly name: Localised
  readonly stateId: string | null
  readonly receivedOn: string
  readonly events: readonly (CaseEvent & { readonly reason: string; readonly locale: string })[]
}

export interface BodyOnRecord {
  readonly id: string
  readonly name: Localised
  readonly stateId: string | null
  /** in their order */
  readonly facts: readonly {
    readonly status: string
    readonly on: string
    readonly reason: Localised
  }[]
}

const isPublic = (stage: string): stage is RegisterStatus => (REGISTER_STATUSES as readonly string[]).includes(stage)

/** The register on a day. Applications that are not decided yet are nobody's business: they are not in it. */
export function registerOn(
  bodies: readonly BodyOnRecord[],
  cases: readonly CaseOnRecord[],
  day: string
): RegisterEntry[] {
  const caseOfBody = new Map(cases.filter(({ bodyId }) => bodyId !== null).map((one) => [one.bodyId, one]))
  const accredited = bodies.flatMap((body) => ofBody(body, caseOfBody.get(body.id), day))
  const known = new Set(accredited.map(({ reference }) => reference))
  const others = cases.filter(({ reference }) => !known.has(reference)).flatMap((one) => ofCase(one, day))
  return [...accredited, ...others].sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'en'))
}

function ofBody(body: BodyOnRecord, own: CaseOnRecord | undefined, day: string): RegisterEntry[] {
  const facts = body.facts.filter(({ on, status }) => on <= day && isPublic(status))
  const last = facts.at(-1)
  if (!last) return []
  const events = (own?.events ?? []).filter(({ on }) => on <= day)
  // What a step of the case put into the record is told by the step.
  const told = new Set(events.map(({ step, on }) => `${statusAfter(step)} ${on}`))
  const earlier = facts.filter(({ status, on }) => !told.has(`${status} ${on}`))
  return [
    {
      key: own?.reference ?? body.id,
      bodyId: body.id,
      reference: own?.reference ?? null,
      name: body.name,
      stateId: body.stateId,
      status: last.status as RegisterStatus,
      since: last.on,
      appealed: own !== undefined && caseOf(own.receivedOn, events).stage === 'appealed',
      decisions: [
        ...earlier.map(({ status, on, reason }) => ({ step: status, on, reason })),
        ...decided(events)
      ].reverse()
    }
  ]
}

function ofCase(one: CaseOnRecord, day: string): RegisterEntry[] {
  const events = one.events.filter(({ on }) => on <= day)
  const { stage, since, against } = caseOf(one.receivedOn, events)
  const status: CaseStage | undefined = stage === 'appealed' ? (against!.step as CaseStage) : stage
  if (status !== 'refused') return []
  return [
    {
      key: one.reference,
      bodyId: null,
      reference: one.reference,
      name: one.name,
      stateId: one.stateId,
      status,
      since: against?.on ?? since,
      appealed: stage === 'appealed',
      decisions: decided(events).reverse()
    }
  ]
}

function decided(events: CaseOnRecord['events']): Decision[] {
  return [...events]
    .sort((a, b) => a.turn - b.turn)
    .filter(({ step }) => DECISIONS.includes(step) && step !== 'taken-over')
    .map(({ step, on, reason, locale }) => ({ step, on, reason: { [locale]: reason } }))
}

function nameOf({ name }: RegisterEntry): string {
  return name.en ?? Object.values(name)[0] ?? ''
}

/** Part of the register: those of a status, and those in whose name the words stand. */
export function narrowed(
  entries: readonly RegisterEntry[],
  asked: { readonly words: string; readonly status: string }
): RegisterEntry[] {
  const words = asked.words.toLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter(({ name, status }) => {
    if (isPublic(asked.status) && status !== asked.status) return false
    const said = Object.values(name).join(' ').toLowerCase()
    return words.every((word) => said.includes(word))
  })
}
