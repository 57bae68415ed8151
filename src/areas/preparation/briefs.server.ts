import type { Kysely } from 'kysely'
import type { Database } from '#platform/db/schema.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import { isComplete, localised, type Locale } from '#platform/i18n/locales.ts'
import type { Refusal } from '#platform/refusal.ts'
import { briefOf } from './brief.ts'
import { ROOM_ON_SCREEN, ROOMS_ON_PAPER, type Brief } from './brief-content.ts'
import { briefFiles, type BriefFiles, type DrawnBrief } from './brief-files.server.ts'
import { briefFacts } from './brief-store.server.ts'
import type { Preparation } from './store.server.ts'

/** Languages that lack words would make a brief in two languages: they get it in English. */
export function briefLocale(locale: Locale): Locale {
  return isComplete(locale) ? locale : 'en'
}

export interface AskedBrief {
  readonly preparation: Preparation
  readonly stateId: string
  /** the day as of which it is made */
  readonly day: string
  readonly locale: Locale
  /** of the hall */
  readonly address: string
}

/** A brief for the screen; undefined where the body is no State. */
export async function briefOnScreen(db: Kysely<Database>, asked: AskedBrief): Promise<Brief | undefined> {
  const facts = await briefFacts(db, asked.preparation, asked.stateId, asked.day, asked.address)
  return facts && briefOf(facts, translatorOf(briefLocale(asked.locale)), ROOM_ON_SCREEN)
}

/** A brief as PDF and DOCX, on two pages; undefined where the body is no State, a refusal while too many wait for theirs. */
export async function briefOnPaper(db: Kysely<Database>, asked: AskedBrief): Promise<BriefFiles | Refusal | undefined> {
  const briefs = await briefsToDraw(db, asked)
  return briefs && briefFiles(briefs)
}

/** The same brief with ever less room: the first that fits on two pages is drawn. */
export async function briefsToDraw(db: Kysely<Database>, asked: AskedBrief): Promise<DrawnBrief[] | undefined> {
  const facts = await briefFacts(db, asked.preparation, asked.stateId, asked.day, asked.address)
  if (!facts) return undefined
  const t = translatorOf(briefLocale(asked.locale))
  const hall = localised(facts.hall, t.locale).text
  const pageOf = t('preparation.page_of', { page: '{page}', pages: '{pages}' })
  return ROOMS_ON_PAPER.map((room) => ({
    ...briefOf(facts, t, room),
    hall,
    address: asked.address,
    pageOf,
    scale: room.scale,
    turns: room.turns
  }))
}
