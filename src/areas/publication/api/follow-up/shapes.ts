import { z } from '@hono/zod-openapi'
import { Day, Localised } from '../shapes.ts'

// What the lists of the follow-up give. Bodies, never persons: "by" is in whose name something was said.

const Moment = z.string().openapi({ format: 'date-time', example: '2026-03-02T03:00:00.000Z' })
const Reference = z.string().openapi({ description: 'Reference of the recommendation.', example: 'AHRD7-R3' })
const BodyId = z.string().openapi({ description: 'Id of a body; a State by ISO 3166 alpha-2.', example: 'ID' })
const Id = z.number().int().openapi({ description: 'Stable identifier.' })
const Url = z.string().openapi({ description: 'The page where people read it.' })
const Position = z.enum(['pending', 'supported', 'partly', 'noted', 'no-reply'])
const STAGES = ['consolidated', 'consensus', 'adopted', 'noted', 'deferred', 'withdrawn'] as const
const Level = z
  .enum(['not-started', 'planned', 'under-way', 'partly', 'fully', 'contrary', 'overtaken'])
  .openapi({ description: 'What the grade amounts to on the hall’s own scale.' })
const Track = z.enum(['state', 'stakeholder', 'body'])

/** Nothing is overwritten: a row that was corrected or taken back stays, and says so. */
const fact = {
  corrects: Id.nullable().openapi({ description: 'The row that this one takes the place of.' }),
  correctedBy: Id.nullable().openapi({ description: 'The row that took its place.' }),
  stands: z.boolean().openapi({ description: 'Neither corrected nor taken back.' }),
  recordedAt: Moment
}
const sourced = { source: z.string(), sourceUrl: z.string().nullable() }
const withdrawable = {
  withdrawn: z.boolean().openapi({ description: 'The row says that there was no such fact.' }),
  ...fact
}

export const Stage = z
  .object({
    id: Id,
    url: Url,
    recommendation: Reference,
    stage: z.enum(STAGES),
    reachedOn: Day,
    into: z.string().nullable().openapi({ description: 'The recommendation that goes on, where it was consolidated.' }),
    reason: z.string(),
    ...sourced,
    ...withdrawable
  })
  .openapi('Stage')

export const StatedPosition = z
  .object({
    id: Id,
    url: Url,
    recommendation: Reference,
    bodyId: BodyId,
    position: Position,
    statedOn: Day,
    source: z.string().nullable(),
    sourceUrl: z.string().nullable(),
    documentId: Id.nullable().openapi({ description: 'The document that says it, where the hall has it.' }),
    place: z.string().nullable().openapi({ description: 'Where in it: page, paragraph.' }),
    text: z.string().nullable().openapi({ description: 'What the addressee said with it.' }),
    language: z.string().nullable(),
    parts: z
      .array(
        z.object({ id: Id, ordinal: z.number().int(), text: z.string(), language: z.string(), position: Position })
      )
      .openapi({ description: '“Partly” has parts, each with the position that stands.' }),
    ...withdrawable
  })
  .openapi('Position')

export const ReplyDay = z
  .object({
    id: Id,
    url: Url,
    recommendation: Reference,
    dueOn: Day.openapi({ description: 'The last day on which a reply is in time.' }),
    ...sourced,
    reason: z.string().nullable().openapi({ description: 'Why an earlier day was moved or taken away.' }),
    ...withdrawable
  })
  .openapi('ReplyDay')

export const Progress = z
  .object({
    id: Id,
    url: Url,
    recommendation: Reference,
    about: BodyId.openapi({ description: 'The addressee whose doing it is about.' }),
    track: Track.openapi({ description: 'Who speaks: the State itself, an NHRI or CSO, the body that follows up.' }),
    by: BodyId.openapi({ description: 'In whose name it was said.' }),
    scale: z.string(),
    grade: z.string(),
    level: Level,
    observedOn: Day.openapi({ description: 'The day as of which it was said.' }),
    text: z.string(),
    language: z.string(),
    evidence: z.string().nullable(),
    evidenceUrl: z.string().nullable(),
    files: z
      .array(z.object({ name: z.string(), mediaType: z.string(), sizeBytes: z.number().int(), sha256: z.string() }))
      .openapi({ description: 'Files of evidence; they are downloaded from its page.' }),
    signedOffAt: Moment.nullable().openapi({ description: 'When the State’s validating focal point signed it off.' }),
    retractedAt: Moment.nullable().openapi({ description: 'When those who said it took it back.' }),
    retraction: z.string().nullable().openapi({ description: 'Why they took it back.' }),
    ...fact
  })
  .openapi('Progress')

export const Scale = z
  .object({
    id: z.string(),
    name: Localised,
    source: z.string(),
    grades: z.array(z.object({ code: z.string(), label: Localised, level: Level }))
  })
  .openapi('Scale')

const said = z.object({ entry: Id, by: BodyId, level: Level, grade: z.string(), scale: z.string(), observedOn: Day })

export const Status = z
  .object({
    id: z.string().openapi({ description: 'Reference and addressee.', example: 'AHRD7-R3:ID' }),
    url: Url,
    recommendation: Reference,
    bodyId: BodyId,
    mechanism: z
      .enum(['dialogue', 'upr', 'treaty-body', 'special-procedure', 'other'])
      .openapi({ description: 'Where it was made: “upr” is the Universal Periodic Review.' }),
    madeBy: z.array(BodyId),
    madeOn: Day,
    stage: z.enum(['proposed', ...STAGES]),
    position: Position.nullable().openapi({ description: 'What the addressee answered; null before any answer.' }),
    positionOn: Day.nullable(),
    state: said
      .extend({ onlyClaimed: z.boolean().openapi({ description: '“Fully”, not yet signed off with evidence.' }) })
      .nullable()
      .openapi({ description: 'The State’s own report that stands; null: it is silent.' }),
    stakeholders: z.array(said).openapi({ description: 'The assessment of each NHRI and CSO that stands.' }),
    body: said.nullable().openapi({ description: 'The assessment of the body that follows up.' }),
    differ: z.boolean().openapi({ description: 'The voices say different things. Nothing is averaged.' }),
    stateSilentSince: Day.openapi({ description: 'The State’s last word, or the day on which it was recommended.' }),
    reportDueOn: Day.nullable().openapi({
      description:
        'When the State’s next report is due; null where none is: it is done, goes on elsewhere, is no State’s.'
    }),
    replyDueOn: Day.nullable().openapi({ description: 'Until when a reply is asked for.' }),
    actions: z.array(Id).openapi({ description: 'Actions for it that the addressee leads or joins.' })
  })
  .openapi('Status')

export const Action = z
  .object({
    id: Id,
    url: Url,
    title: z.string(),
    text: z.string(),
    language: z.string(),
    beginsOn: Day,
    dueOn: Day.nullable(),
    resources: z.string().nullable(),
    source: z.string().nullable(),
    sourceUrl: z.string().nullable(),
    recommendations: z.array(z.string()),
    bodies: z.array(z.object({ bodyId: BodyId, part: z.enum(['leads', 'joins']), since: Day, until: Day.nullable() })),
    steps: z
      .array(
        z.object({
          id: Id,
          step: z.enum(['begun', 'completed', 'stopped']),
          reachedOn: Day,
          reason: z.string().nullable(),
          sourceUrl: z.string().nullable()
        })
      )
      .openapi({ description: 'None: it is planned.' }),
    milestones: z.array(
      z.object({
        id: Id,
        title: z.string(),
        language: z.string(),
        dueOn: Day,
        reachedOn: Day.nullable(),
        evidence: z.string().nullable(),
        evidenceUrl: z.string().nullable()
      })
    ),
    indicators: z.array(
      z.object({
        id: Id,
        name: z.string(),
        unit: z.string(),
        language: z.string(),
        baseline: z.number(),
        baselineOn: Day,
        target: z.number(),
        targetOn: Day,
        values: z.array(
          z.object({
            id: Id,
            value: z.number(),
            observedOn: Day,
            source: z.string(),
            sourceUrl: z.string().nullable()
          })
        )
      })
    ),
    recordedAt: Moment,
    changedAt: Moment.openapi({ description: 'When the plan got the wording that stands.' })
  })
  .openapi('Action')

export const Milestone = z
  .object({
    id: Id,
    url: Url,
    action: Id.openapi({ description: 'The action whose milestone it is.' }),
    title: z.string(),
    language: z.string(),
    dueOn: Day,
    reachedOn: Day.nullable(),
    evidence: z.string().nullable(),
    evidenceUrl: z.string().nullable(),
    changedAt: Moment.openapi({ description: 'When it got the wording that stands.' })
  })
  .openapi('Milestone')

export const IndicatorValue = z
  .object({
    id: Id,
    url: Url,
    action: Id,
    indicator: Id,
    name: z.string(),
    unit: z.string(),
    language: z.string(),
    baseline: z.number(),
    baselineOn: Day,
    target: z.number(),
    targetOn: Day,
    value: z.number(),
    observedOn: Day,
    ...sourced,
    recordedAt: Moment
  })
  .openapi('IndicatorValue')

export const Practice = z
  .object({
    id: Id,
    url: Url,
    by: BodyId.openapi({ description: 'The State or NHRI that shares it.' }),
    title: z.string(),
    done: z.string().openapi({ description: 'What was done.' }),
    outcome: z.string().openapi({ description: 'What came of it.' }),
    since: Day,
    language: z.string(),
    ...sourced,
    themes: z.array(z.string()),
    articles: z.array(z.string()).openapi({ description: 'instrument/number' }),
    recommendations: z.array(z.string()),
    withdrawnAt: Moment.nullable(),
    withdrawal: z.string().nullable().openapi({ description: 'Why those who shared it took it back.' }),
    recordedAt: Moment,
    changedAt: Moment.openapi({ description: 'When it got the wording that stands.' })
  })
  .openapi('Practice')

export const InstitutionStep = z
  .object({
    id: Id,
    url: Url,
    stateId: BodyId,
    kind: z.string().openapi({ example: 'law-adopted' }),
    reachedOn: Day,
    text: z.string(),
    language: z.string(),
    ...sourced,
    reason: z.string().nullable().openapi({ description: 'Why an earlier row was corrected or taken back.' }),
    ...withdrawable
  })
  .openapi('InstitutionStep')

export const Accreditation = z
  .object({
    id: Id,
    url: Url,
    bodyId: BodyId,
    by: BodyId.nullable().openapi({ description: 'The body that decides on it.', example: 'ganhri' }),
    scheme: z.enum(['paris-principles', 'consultative-relationship']),
    status: z.enum(['A', 'B', 'applied', 'screening', 'granted', 'refused', 'suspended', 'ended']),
    effectiveOn: Day,
    reason: Localised,
    ...sourced,
    ...withdrawable
  })
  .openapi('Accreditation')

export const AccreditationDecision = z
  .object({
    id: Id,
    url: Url,
    case: z.string().openapi({ description: 'Reference of the case.', example: 'CSO-2026-0001' }),
    bodyId: BodyId.nullable().openapi({ description: 'The organisation in the record; null where it was refused.' }),
    stateId: BodyId.nullable().openapi({ description: 'The member State of its seat.' }),
    name: Localised,
    step: z.enum(['granted', 'refused', 'suspended', 'reinstated', 'ended', 'appeal-allowed', 'appeal-dismissed']),
    decidedOn: Day,
    reason: z.string(),
    language: z.string(),
    recordedAt: Moment
  })
  .openapi('AccreditationDecision')

export const Preparation = z
  .object({
    id: z.number().int().openapi({ description: 'The edition that is prepared.', example: 8 }),
    url: Url,
    after: z.string().openapi({ description: 'The edition before it.', example: 'ahrd-7' }),
    heldFrom: Day.nullable(),
    heldUntil: Day.nullable(),
    place: z.string().nullable(),
    carriedOverOn: Day.nullable().openapi({ description: 'The day as of which the list was confirmed.' }),
    points: z
      .array(
        z.object({
          recommendation: Reference,
          bodyId: BodyId,
          reason: z.enum(['not-taken-up', 'silent', 'under-way', 'contested']),
          since: Day
        })
      )
      .openapi({ description: 'What was open on that day, and why.' }),
    clusters: z
      .array(
        z.object({
          title: z
            .string()
            .nullable()
            .openapi({ description: 'As people named it; null: it is called by its themes.' }),
          themes: z.array(z.string()),
          points: z.array(z.object({ recommendation: Reference, bodyId: BodyId }))
        })
      )
      .openapi({ description: 'How the points are put together for the programme, in order.' })
  })
  .openapi('Preparation')

export const Event = z
  .object({
    id: z.string().openapi({ description: 'The webhook-id of its message.', example: 'evt_12' }),
    type: z.string().openapi({ example: 'progress.published' }),
    timestamp: Moment,
    data: z.object({
      subject: z.object({ kind: z.string(), id: z.string() }).nullable(),
      details: z
        .record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))
        .openapi({ description: 'Identifiers.' }),
      page: z.string(),
      api: z.string().openapi({ description: 'Where to read what was said.' })
    })
  })
  .openapi('Event')
