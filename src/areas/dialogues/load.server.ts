import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { SourceOf } from '#areas/load-sources.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { localisedText, readDataFile } from '#platform/files/data-file.server.ts'
import { modalitySchema } from './modality.ts'
import { programmeSchema } from './programme.ts'

const FOLDER = 'dialogue-7'
const EDITION = 'ahrd-7'
const emptyOr = z.union([z.strictObject({}), localisedText])

const dialoguesFile = z.array(
  z.object({
    id: z.string(),
    edition: z.int().positive(),
    title: localisedText,
    summary: localisedText,
    heldFrom: z.iso.date(),
    heldUntil: z.iso.date(),
    place: emptyOr,
    mode: z.enum(['in-person', 'online', 'hybrid', 'unknown']),
    source: z.string()
  })
)

const segmentsFile = z.array(
  z.object({
    id: z.string(),
    parent: z.string().optional(),
    kind: z.enum([
      'opening',
      'thematic-session',
      'briefings',
      'interactive-dialogue',
      'general-segment',
      'stakeholders-segment',
      'recommendations-segment',
      'fireside-chat',
      'commemoration',
      'treasure-hunt',
      'press-release'
    ]),
    title: localisedText,
    summary: localisedText,
    heldOn: z.iso.date()
  })
)

const peopleFile = z.array(
  z.object({
    id: z.string(),
    name: z.string().min(1),
    parts: z.array(
      z.object({
        role: z.enum(['co-chair', 'keynote', 'opening-remarks', 'welcome']),
        segment: z.string().optional(),
        body: z.string().optional(),
        title: emptyOr
      })
    )
  })
)

const delegationsFile = z.array(
  z.object({
    body: z.string(),
    capacity: z.enum(['member', 'commission', 'permanent-representatives', 'organiser']),
    note: localisedText.optional()
  })
)

const statementsFile = z.array(
  z.object({
    segment: z.string(),
    person: z.string().optional(),
    body: z.string().optional(),
    kind: z.enum(['statement', 'quotation', 'good-practice']),
    summary: localisedText
  })
)

/** The editions of the sample, and the seventh with its programme, people, delegations and spoken words. */
export async function loadDialogues(tx: Transaction<Database>, sourceOf: SourceOf): Promise<void> {
  await tx
    .insertInto('dialogue')
    .values(
      readDataFile(dialoguesFile, FOLDER, 'dialogues.json').map((dialogue) => ({
        id: dialogue.id,
        edition: dialogue.edition,
        title: JSON.stringify(dialogue.title),
        summary: JSON.stringify(dialogue.summary),
        held_from: dialogue.heldFrom,
        held_until: dialogue.heldUntil,
        place: JSON.stringify(dialogue.place),
        mode: dialogue.mode,
        convened_by: 'aichr',
        source_id: sourceOf(dialogue.source)
      }))
    )
    .execute()
  const source_id = sourceOf(FOLDER)
  await tx
    .insertInto('segment')
    .values(
      readDataFile(segmentsFile, FOLDER, 'segments.json').map((segment, i) => ({
        id: segment.id,
        dialogue_id: EDITION,
        parent_id: segment.parent ?? null,
        ordinal: i + 1,
        kind: segment.kind,
        title: JSON.stringify(segment.title),
        summary: JSON.stringify(segment.summary),
        held_on: segment.heldOn,
        source_id
      }))
    )
    .execute()
  await loadRoom(tx, source_id)
  await loadMeeting(tx)
}

/** How the edition is held: its modality and its programme, as first versions. */
async function loadMeeting(tx: Transaction<Database>): Promise<void> {
  const modality = readDataFile(modalitySchema, FOLDER, 'modality.json')
  const programme = readDataFile(programmeSchema, FOLDER, 'programme.json')
  await tx
    .insertInto('modality_version')
    .values({ dialogue_id: EDITION, modality: JSON.stringify(modality), reason: modality.basis.en })
    .execute()
  await tx
    .insertInto('programme_version')
    .values({ dialogue_id: EDITION, programme: JSON.stringify(programme) })
    .execute()
}

async function loadRoom(tx: Transaction<Database>, source_id: number): Promise<void> {
  const people = readDataFile(peopleFile, FOLDER, 'people.json')
  await tx
    .insertInto('person')
    .values(people.map(({ id, name }) => ({ id, name })))
    .execute()
  const parts = people.flatMap(({ id, parts }) => parts.map((part) => ({ person_id: id, ...part })))
  await tx
    .insertInto('participation')
    .values(
      parts.map(({ person_id, role, segment, body, title }, i) => ({
        dialogue_id: EDITION,
        segment_id: segment ?? null,
        person_id,
        body_id: body ?? null,
        role,
        title: JSON.stringify(title),
        ordinal: i + 1,
        source_id
      }))
    )
    .execute()
  await tx
    .insertInto('delegation')
    .values(
      readDataFile(delegationsFile, FOLDER, 'delegations.json').map(({ body, capacity, note }) => ({
        dialogue_id: EDITION,
        body_id: body,
        capacity,
        note: JSON.stringify(note ?? {}),
        source_id
      }))
    )
    .execute()
  await tx
    .insertInto('statement')
    .values(
      readDataFile(statementsFile, FOLDER, 'statements.json').map(({ segment, person, body, kind, summary }) => ({
        dialogue_id: EDITION,
        segment_id: segment,
        body_id: body ?? null,
        person_id: person ?? null,
        kind,
        summary: JSON.stringify(summary),
        source_id
      }))
    )
    .execute()
}
