import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import { act } from '#areas/act.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import type { Database } from '#platform/db/schema.ts'
import { readDataFile } from '#platform/files/data-file.server.ts'
import { LOCALES, type Locale, type Localised } from '#platform/i18n/locales.ts'
import { isRefusal } from '#platform/refusal.ts'
import { insertInvitation, newSecret } from './invitations.server.ts'
import { DUTIES, ROLES } from './mandate.ts'
import { insertAccount, recordMandate } from './store.server.ts'

const localised = z.partialRecord(z.enum(LOCALES.map(({ id }) => id) as [Locale, ...Locale[]]), z.string())

const castFile = z.array(
  z.object({
    id: z.string().regex(/^[a-z0-9-]+$/),
    name: z.string().min(1),
    locale: z.enum(LOCALES.map(({ id }) => id) as [Locale, ...Locale[]]),
    timeZone: z.string(),
    role: z.enum(ROLES as [(typeof ROLES)[number]]),
    bodyId: z.string().nullable(),
    duty: z.enum(DUTIES as [(typeof DUTIES)[number]]).nullable(),
    since: z.iso.date(),
    reason: z.string().min(1),
    about: localised
  })
)

export type CastMember = z.output<typeof castFile>[number] & { readonly about: Localised }

/** The demonstration's invented people, in the order in which they are shown. */
export function cast(): CastMember[] {
  return readDataFile(castFile, 'cast', 'people.json')
}

/** Makes the cast's accounts and mandates. Their bodies must be there. They have no password: a page signs one in. */
export async function loadCast(tx: Transaction<Database>, now: Date): Promise<void> {
  for (const member of cast()) {
    await insertAccount(tx, {
      id: member.id,
      name: member.name,
      email: `${member.id}@cast.invalid`,
      locale: member.locale,
      timeZone: member.timeZone,
      verified: false,
      at: now
    })
    await recordMandate(tx, member.id, { ...member, until: null }, { grantedBy: null, at: now })
  }
}

const FIRST_LINK_STANDS_days = 3

/** A one-time link that makes a secretariat account: for a hall that has none, printed where its operator sees it. */
export async function firstSecretariatLink(db: Kysely<Database>, origin: string, now: Date): Promise<string> {
  const { secret, hash } = newSecret()
  const made = await act(
    { db, actor: { kind: 'system', name: 'bin/balai' }, now },
    'people.invite',
    undefined,
    async (tx) => {
      const id = await insertInvitation(tx, hash, {
        email: null,
        name: null,
        locale: 'en',
        grant: {
          role: 'secretariat',
          bodyId: null,
          duty: null,
          since: dayOf(now),
          until: null,
          reason: 'One-time link of the operator'
        },
        by: null,
        at: now,
        expires: new Date(now.getTime() + FIRST_LINK_STANDS_days * 24 * 60 * 60 * 1000)
      })
      return {
        result: null,
        audit: { subjectKind: 'invitation', subjectId: String(id), details: { role: 'secretariat' } }
      }
    }
  )
  if (isRefusal(made)) throw new Error(made.refused)
  return `${origin}/invitation/${secret}`
}
