import { z } from 'zod'
import { auditNames } from '#areas/people/audit-names-store.server.ts'
import { auditPage } from '#areas/people/audit.server.ts'
import { auditSentence } from '#areas/people/audit.ts'
import { openTo } from '#areas/people/door.server.ts'
import { POLICY } from '#areas/policies.ts'
import { database } from '#platform/db/connect.server.ts'
import { dayField } from '#platform/form/day.ts'
import { translatorOf } from '#platform/i18n/catalogue.server.ts'
import type { PageServerLoad } from './$types'

const asked = z.object({
  actor: z.string().trim().max(100).catch(''),
  permission: z.string().trim().max(100).catch(''),
  subject: z.string().trim().max(200).catch(''),
  from: dayField('').catch(''),
  until: dayField('').catch(''),
  before: z.coerce.number().int().positive().nullable().catch(null)
})

export const load: PageServerLoad = async (event) => {
  openTo(event, 'people.read-audit')
  const filters = asked.parse(Object.fromEntries(event.url.searchParams))
  const { lines, older } = await auditPage(database(), filters)
  const names = await auditNames(database(), lines)
  const t = translatorOf(event.locals.locale)
  return {
    filters,
    older,
    permissions: Object.keys(POLICY).sort(),
    lines: lines.map((line) => ({
      id: line.id,
      at: line.at,
      sentence: auditSentence(line, t, names)
    }))
  }
}
