import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import type { Database } from '#platform/db/schema.ts'
import { readDataFile } from '#platform/files/data-file.server.ts'
import { REMINDED_KINDS } from './due.ts'
import { LEVELS } from './recipients.ts'
import type { Step } from './schedule.ts'

export interface Scheme {
  readonly id: string
  readonly since: string
  readonly source: string
  readonly fromHour: number
  readonly signOffWithin_days: number
  readonly assessWithin_days: number
  readonly steps: readonly Step[]
}

const schemesFile = z.array(
  z.object({
    id: z.string().regex(/^[a-z0-9-]+$/),
    since: z.iso.date(),
    source: z.string().min(1),
    fromHour: z.number().int().min(0).max(23),
    signOffWithin_days: z.number().int().positive(),
    assessWithin_days: z.number().int().positive(),
    steps: z.array(z.object({ kind: z.enum(REMINDED_KINDS), days: z.number().int(), tell: z.enum(LEVELS) })).min(1)
  })
)

/** Puts the schemes of the data file into the hall where it hasn't got them; those that it has stay as they are. */
export async function loadSchemes(tx: Transaction<Database>): Promise<void> {
  for (const scheme of readDataFile(schemesFile, 'reference', 'reminders.json')) {
    const made = await tx
      .insertInto('reminding_scheme')
      .values({
        id: scheme.id,
        since: scheme.since,
        source: scheme.source,
        from_hour: scheme.fromHour,
        sign_off_within_days: scheme.signOffWithin_days,
        assess_within_days: scheme.assessWithin_days
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) continue
    const steps = scheme.steps.map((step) => ({ scheme_id: scheme.id, ...step }))
    await tx.insertInto('reminding_step').values(steps).execute()
  }
}

/** The scheme that holds on a day. A hall has one from its first start on. */
export async function schemeOn(db: Kysely<Database>, day: string): Promise<Scheme | undefined> {
  const scheme = await db
    .selectFrom('reminding_scheme')
    .select([
      'id',
      'since',
      'source',
      'from_hour as fromHour',
      'sign_off_within_days as signOffWithin_days',
      'assess_within_days as assessWithin_days'
    ])
    .where('since', '<=', day)
    .orderBy('since', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!scheme) return undefined
  const steps = await db
    .selectFrom('reminding_step')
    .select(['kind', 'days', 'tell'])
    .where('scheme_id', '=', scheme.id)
    .orderBy('kind')
    .orderBy('days')
    .execute()
  return { ...scheme, steps }
}
