import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '#areas/act.server.ts'
import type { Actor } from '#areas/people/actor.ts'
import { createApi } from '#areas/publication/api/app.server.ts'
import { searchElsewhere } from '#areas/publication/elsewhere.server.ts'
import { prepareJobs, stopJobs } from '#platform/jobs/jobs.server.ts'
import { isRefusal, type Refusal } from '#platform/refusal.ts'
import { freshDatabase, type FreshDatabase } from '#test/database.ts'
import { setLines, smallPdf } from '#test/small-pdf.ts'
import { publish, receiveFile, setAside } from './actions.server.ts'
import { stateOf, type DeskDocument } from './desk.ts'
import { deskDocument, deskDocuments } from './desk-store.server.ts'
import { enterRecord } from './entry-actions.server.ts'
import { originalPath } from './originals.server.ts'
import { publicDocuments } from './public-store.server.ts'
import { askReading, carryOutReading } from './reading-actions.server.ts'
import { takeSteps } from './review-actions.server.ts'
import { latestReading, loadReview } from './review-store.server.ts'
import { isPublic, openRequestIds } from './store.server.ts'

const NOW = new Date('2026-03-02T03:00:00Z')
const SECRETARIAT: Actor = {
  kind: 'account',
  id: 'officer',
  name: 'Officer',
  mandates: [{ role: 'secretariat', bodyId: null, duty: null, since: '2020-01-01', until: null }]
}
const OBSERVER: Actor = {
  ...SECRETARIAT,
  id: 'observer',
  mandates: [{ ...SECRETARIAT.mandates[0]!, role: 'observer' }]
}
const HALL: Actor = { kind: 'system', name: 'hall' }

/** A report of our own in the numbered style, with three recommendations of two States. */
const REPORT = smallPdf([
  setLines([
    'Report of the Working Group on the Universal Periodic Review',
    'Thailand',
    '1. The Working Group held its twelfth session from 3 to 14 October 2011. The review of Thailand',
    'was held at the 3rd meeting on 5 October 2011.',
    'II. Conclusions and/or recommendations',
    '88. The recommendations formulated during the interactive dialogue and listed below enjoy the support of Thailand:',
    '88.1. Ratify the Optional Protocol to the Convention against Torture (France);',
    '88.2. Train police officers in human rights (Spain);',
    '88.3. Protect children from sexual exploitation (France, Spain).'
  ])
])

const description = {
  title: 'Report',
  kind: 'upr-report' as const,
  language: 'en',
  publishedOn: '2011-12-08',
  publisher: null,
  url: null
}

let database: FreshDatabase
let folder: string
const context = (actor: Actor = SECRETARIAT): Context => ({ db: database.db, actor, now: NOW })

beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'balai-documents-'))
  await prepareJobs(database.db)
  await database.db
    .insertInto('account')
    .values([
      { id: 'officer', name: 'Officer', email: 'officer@example.org' },
      { id: 'observer', name: 'Observer', email: 'observer@example.org' }
    ])
    .execute()
  await database.db
    .insertInto('theme')
    .values({ id: 'torture', parent_id: null, label: JSON.stringify({ en: 'Torture' }) })
    .execute()
})

afterAll(async () => {
  await stopJobs()
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

async function arrive(name: string, bytes: Uint8Array, actor: Actor = SECRETARIAT) {
  const path = join(folder, 'arriving')
  await writeFile(path, bytes)
  return receiveFile(context(actor), folder, { path, originalName: name, way: 'page' })
}

/** Takes the file in and reads it as the job does. */
async function takeIn(name: string, bytes: Uint8Array): Promise<DeskDocument> {
  const received = done(await arrive(name, bytes))
  if (received.requestId !== null) {
    await carryOutReading({ db: database.db, actor: HALL }, () => NOW, folder, received.requestId)
  }
  return (await deskDocument(database.db, received.documentId))!
}

function done<Result>(outcome: Result | Refusal): Result {
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome
}

async function auditRows(permission: string): Promise<number> {
  const rows = await database.db.selectFrom('audit').select('id').where('permission', '=', permission).execute()
  return rows.length
}

describe('a file that comes in', () => {
  test('is kept untouched under its SHA-256, read-only, with an audit row', async () => {
    const before = await auditRows('documents.receive')
    const received = done(await arrive('report.pdf', REPORT))
    const { sha256 } = await database.db
      .selectFrom('document')
      .select('sha256')
      .where('id', '=', received.documentId)
      .executeTakeFirstOrThrow()
    const kept = originalPath(folder, sha256)
    expect(Buffer.compare(await readFile(kept), Buffer.from(REPORT))).toBe(0)
    expect((await stat(kept)).mode & 0o222).toBe(0)
    expect(await auditRows('documents.receive')).toBe(before + 1)
    expect(await openRequestIds(database.db)).toContain(received.requestId)
  })

  test('is one document when it comes twice, and waits for one reading', async () => {
    const first = done(await arrive('twice.txt', Buffer.from('The States should meet again in the year to come.')))
    const second = done(
      await arrive('other name.txt', Buffer.from('The States should meet again in the year to come.'))
    )
    expect(second).toEqual({ ...first, again: true })
    expect((await deskDocument(database.db, first.documentId))!.receipts).toBe(2)
  })

  test.each([
    ['visitor', { kind: 'visitor' } as const],
    ['observer', OBSERVER]
  ])('is refused from a %s, and nothing of it is kept', async (_, actor) => {
    const audited = await auditRows('documents.receive')
    const bytes = Buffer.from(`A file of somebody who may not: ${_}`)
    expect(isRefusal(await arrive('no.txt', bytes, actor))).toBe(true)
    expect(await auditRows('documents.receive')).toBe(audited)
    expect((await deskDocuments(database.db, 100)).some(({ originalName }) => originalName === 'no.txt')).toBe(false)
  })

  test('with nothing in it is refused with a sentence', async () => {
    expect(await arrive('empty.pdf', new Uint8Array())).toMatchObject({ refused: 'extraction.unreadable_empty' })
  })

  test('leaves folders and control characters of its name behind', async () => {
    const { originalName } = await takeIn('..\\..\\etc/pa\u0000ss.txt', Buffer.from('Something that can be read here.'))
    expect(originalName).toBe('pass.txt')
  })
})

describe('a reading', () => {
  test.each<[string, Uint8Array, string]>([
    ['locked.pdf', smallPdf([setLines(['secret'])], { encrypted: true }), 'extraction.unreadable_encrypted'],
    ['cut.pdf', REPORT.subarray(0, 700), 'extraction.unreadable_truncated'],
    ['page.pdf', Buffer.from('<!doctype html><html><body><p>404</p></body></html>'), 'extraction.unreadable_misnamed']
  ])('of %s ends with a sentence, and the file stays', async (name, bytes, refused) => {
    const document = await takeIn(name, bytes)
    expect(document.reading).toMatchObject({ refused, pages: null })
    expect(stateOf(document)).toBe('refused')
  })

  test('of a scan offers character recognition, which can be asked for', async () => {
    const document = await takeIn('scan.pdf', smallPdf([[]]))
    expect(stateOf(document)).toBe('scanned')
    const asked = done(await askReading(context(), document.id, 'en'))
    expect(await openRequestIds(database.db)).toContain(asked.requestId)
    expect(await askReading(context(), document.id, 'en')).toMatchObject({ refused: 'documents.reading_under_way' })
  })

  test('done twice is kept once', async () => {
    const { documentId, requestId } = done(await arrive('once.txt', Buffer.from('One text, read by two at once.')))
    const read = () => carryOutReading({ db: database.db, actor: HALL }, () => NOW, folder, requestId!)
    await Promise.all([read(), read()])
    expect(await read()).toBeNull()
    const kept = await database.db.selectFrom('reading').select('id').where('document_id', '=', documentId).execute()
    expect(kept).toHaveLength(1)
  })
})

describe('a document on the desk', () => {
  test('leaves it when it is set aside, and comes back with the file', async () => {
    const bytes = Buffer.from('Not wanted at first, and then wanted after all.')
    const { id } = await takeIn('aside.txt', bytes)
    const onDesk = async () => (await deskDocuments(database.db, 100)).some((document) => document.id === id)
    done(await setAside(context(), id))
    expect(await onDesk()).toBe(false)
    const path = join(folder, 'again.txt')
    await writeFile(path, bytes)
    const later = { ...context(), now: new Date(NOW.getTime() + 1000) }
    done(await receiveFile(later, folder, { path, originalName: 'aside.txt', way: 'page' }))
    expect(await onDesk()).toBe(true)
  })

  test('is read by nobody else until it is published', async () => {
    const { id } = await takeIn('open.txt', Buffer.from('A statement that everybody may read once it is published.'))
    expect(await isPublic(database.db, id)).toBe(false)
    const seenBy = async () => [
      (await publicDocuments(database.db, 100, 0)).documents.some((document) => document.id === id),
      (await createApi(database.db).request(`https://hall.example/api/documents/${id}`)).ok,
      (await searchElsewhere(database.db, 'open.txt', 'en')).some(({ href }) => href === `/documents/${id}`)
    ]
    expect(await seenBy()).toEqual([false, false, false])
    expect(isRefusal(await publish(context(OBSERVER), id, description))).toBe(true)
    expect(await isPublic(database.db, id)).toBe(false)
    done(await publish(context(), id, description))
    expect(await isPublic(database.db, id)).toBe(true)
    expect(await seenBy()).toEqual([true, true, true])
  })
})

describe('a review', () => {
  const occasion = { mechanism: 'upr' as const, dialogueId: null, session: 'UPR 12', madeOn: '2011-10-05' }

  test('goes step by step into the record, and only what was accepted', async () => {
    const document = await takeIn('report.pdf', REPORT)
    expect(document.reading).toMatchObject({ proposals: 3, pages: 1, refused: null })
    expect(stateOf(document)).toBe('to-review')
    const read = await latestReading(database.db, document.id)
    expect(read!.guess).toMatchObject({ session: 'UPR 12', madeOn: '2011-10-05', kind: 'upr-report' })
    expect(await enterRecord(context(), document.id, description, occasion)).toMatchObject({
      refused: 'documents.nothing_accepted'
    })

    expect(isRefusal(await takeSteps(context(OBSERVER), document.id, 0, [{ take: 'accept', item: '1' }]))).toBe(true)
    const first = done(await takeSteps(context(), document.id, 0, [{ take: 'accept', item: '1' }]))
    expect(first).toEqual({ taken: 1, counts: { waiting: 2, accepted: 1, rejected: 0, entered: 0 } })
    // Somebody who saw the review before that step is told.
    expect(await takeSteps(context(), document.id, 0, [{ take: 'reject', item: '1' }])).toMatchObject({
      refused: 'documents.step_conflict'
    })
    // All of them or none: the second one can't be taken.
    const both = [{ take: 'reject', item: '2' } as const, { take: 'accept', item: '99' } as const]
    expect(await takeSteps(context(), document.id, 1, both)).toMatchObject({ refused: 'documents.step_item_gone' })
    const change = {
      text: 'Train all police officers',
      makers: [{ id: 'ES', printed: 'Spain' }],
      addressees: [{ id: 'TH', printed: 'Thailand' }],
      position: 'supported' as const,
      themes: ['torture']
    }
    done(
      await takeSteps(context(), document.id, 1, [
        { take: 'edit', item: '2', change },
        { take: 'accept', item: '2' }
      ])
    )
    expect(stateOf((await deskDocument(database.db, document.id))!)).toBe('in-review')
    expect(await isPublic(database.db, document.id)).toBe(false)

    const { references } = done(await enterRecord(context(), document.id, description, occasion))
    expect(references).toEqual([`D${document.id}-1`, `D${document.id}-2`])
    const places = await database.db
      .selectFrom('recommendation as r')
      .innerJoin('provenance as p', 'p.recommendation_id', 'r.id')
      .select(['r.reference', 'p.page', 'p.paragraph', 'p.passage', 'p.document_id'])
      .orderBy('r.reference')
      .execute()
    expect(places).toEqual([
      {
        reference: references[0],
        page: 1,
        paragraph: '88.1',
        passage: 'Ratify the Optional Protocol to the Convention against Torture',
        document_id: document.id
      },
      {
        reference: references[1],
        page: 1,
        paragraph: '88.2',
        passage: 'Train police officers in human rights',
        document_id: document.id
      }
    ])
    const found = await database.db
      .selectFrom('recommendation_search as s')
      .innerJoin('recommendation as r', 'r.id', 's.recommendation_id')
      .select('r.reference')
      .where('r.reference', 'in', references)
      .execute()
    expect(found).toHaveLength(2)
    expect(await isPublic(database.db, document.id)).toBe(true)
    const spain = await database.db.selectFrom('body').select('name').where('id', '=', 'ES').executeTakeFirstOrThrow()
    expect(spain.name).toEqual({ en: 'Spain', id: 'Spanyol', th: 'สเปน' })

    const { items } = await loadReview(database.db, read!.id)
    expect(items.map(({ standing }) => standing)).toEqual(['entered', 'entered', 'waiting'])
    done(await takeSteps(context(), document.id, 4, [{ take: 'accept', item: '3' }]))
    expect(done(await enterRecord(context(), document.id, description, occasion)).references).toEqual([
      `D${document.id}-3`
    ])
    expect(stateOf((await deskDocument(database.db, document.id))!)).toBe('done')
  })

  test('does not put a body or a theme into the record that the record does not know', async () => {
    const lines = ['The meeting recommends that all member States ratify the convention against torture without delay.']
    const report = smallPdf([
      setLines(['Report of the Working Group on the Universal Periodic Review', 'Second report', ...lines]),
      setLines([
        'The review of Thailand was held at the 3rd meeting on 5 October 2011.',
        '88. The recommendations listed below enjoy the support of Thailand:',
        '88.1. Ratify the Convention on the Rights of the Child (France);'
      ])
    ])
    const { id } = await takeIn('second.pdf', report)
    const change = {
      text: 'Ratify',
      makers: [{ id: 'no-such-body', printed: '?' }],
      addressees: [],
      position: null,
      themes: ['no-such-theme']
    }
    done(
      await takeSteps(context(), id, 0, [
        { take: 'edit', item: '1', change },
        { take: 'accept', item: '1' }
      ])
    )
    expect(await enterRecord(context(), id, description, occasion)).toMatchObject({
      refused: 'documents.unknown_in_record',
      values: { names: 'no-such-body, no-such-theme' }
    })
    expect(await isPublic(database.db, id)).toBe(false)
  })
})
