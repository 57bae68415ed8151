import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { SourceOf } from '#areas/load-sources.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { localisedText, readDataFile } from '#platform/files/data-file.server.ts'
import type { MembershipFact } from './membership.ts'

const bodiesFile = z.object({
  bodies: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['state', 'organisation', 'commission', 'sectoral-body', 'nhri', 'cso', 'university', 'other']),
      name: localisedText,
      shortName: localisedText.optional(),
      stateId: z.string().optional(),
      website: z.url().optional(),
      note: localisedText.optional(),
      aliases: z.array(z.string().min(1))
    })
  ),
  memberships: z.array(
    z.object({
      bodies: z.array(z.string()).min(1),
      of: z.string(),
      capacity: z.enum(['member', 'observer', 'candidate']),
      since: z.iso.date(),
      until: z.iso.date().optional(),
      source: z.string()
    })
  ),
  accreditations: z.array(
    z.object({
      body: z.string(),
      by: z.string(),
      scheme: z.enum(['paris-principles', 'consultative-relationship']),
      status: z.enum(['A', 'B', 'applied', 'screening', 'granted', 'refused', 'suspended', 'ended']),
      on: z.iso.date(),
      reason: localisedText,
      source: z.string()
    })
  )
})

/** The bodies of a folder of data files with their history. Returns the memberships, for who adopted what. */
export async function loadBodies(
  tx: Transaction<Database>,
  folder: 'reference' | 'cast',
  sourceOf: SourceOf
): Promise<MembershipFact[]> {
  const { bodies, memberships, accreditations } = readDataFile(bodiesFile, folder, 'bodies.json')
  await tx
    .insertInto('body')
    .values(
      bodies.map((body) => ({
        id: body.id,
        kind: body.kind,
        name: JSON.stringify(body.name),
        short_name: JSON.stringify(body.shortName ?? {}),
        state_id: body.stateId ?? null,
        website: body.website ?? null,
        note: JSON.stringify(body.note ?? {})
      }))
    )
    .execute()
  // Two bodies may share a printed name in some language; the first one of the file keeps it.
  const aliases = new Map<string, string>()
  for (const { id, name, shortName, aliases: others } of bodies) {
    for (const alias of [...Object.values(name), ...Object.values(shortName ?? {}), ...others]) {
      if (!aliases.has(alias.toLowerCase())) aliases.set(alias.toLowerCase(), id)
    }
  }
  await tx
    .insertInto('body_alias')
    .values([...aliases].map(([alias, body_id]) => ({ alias, body_id })))
    .execute()
  await tx
    .insertInto('accreditation')
    .values(
      accreditations.map(({ body, by, scheme, status, on, reason, source }) => ({
        body_id: body,
        by_body_id: by,
        scheme,
        status,
        effective_on: on,
        reason: JSON.stringify(reason),
        source_id: sourceOf(source),
        corrects: null
      }))
    )
    .execute()
  if (memberships.length === 0) return []
  return tx
    .insertInto('membership')
    .values(
      memberships.flatMap(({ bodies: members, of, capacity, since, until, source }) =>
        members.map((body_id) => ({
          body_id,
          of_body_id: of,
          capacity,
          since,
          until: until ?? null,
          source_id: sourceOf(source),
          corrects: null
        }))
      )
    )
    .returning([
      'id',
      'body_id as bodyId',
      'of_body_id as ofBodyId',
      'capacity',
      'since',
      'until',
      'corrects',
      'withdrawn'
    ])
    .execute()
}
