import type { Context } from '#areas/act.server.ts'
import type { GivenPlan } from '#areas/actions/actions.server.ts'
import type { Actor } from '#areas/people/actor.ts'
import { inOffice, NOW } from './demonstration.ts'

/** Those of the cast who plan, and what they do in that hall. */
export function actingIn(db: () => Context['db']) {
  const as = (who: Actor, now = NOW): Context => ({ db: db(), actor: who, now })
  return {
    as,
    siti: () => as(inOffice('siti-lestari-adi')),
    wahyu: () => as(inOffice('wahyu-purnomo-jati')),
    niran: () => as(inOffice('niran-thepsuwan')),
    ratna: () => as(inOffice('ratna-wijayakusuma')),
    yohanes: () => as(inOffice('yohanes-prabaswara')),
    maricel: () => as(inOffice('maricel-bautista-cruz')),
    async audited(): Promise<number> {
      const { n } = await db()
        .selectFrom('audit')
        .select((build) => build.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      return Number(n)
    }
  }
}

export const plan: GivenPlan = {
  leads: 'ID',
  recommendations: 'AHRD7-R3',
  title: 'A complaints office in each province',
  text: 'The ministry opens an office that takes complaints by post, telephone and web.',
  locale: 'en',
  beginsOn: '2026-01-01',
  dueOn: '2026-12-31',
  resources: null,
  source: null,
  sourceUrl: null
}

/** The plan as the form for changing it gives it. */
export function changed({ leads: _, recommendations: __, ...words }: GivenPlan, corrects: number) {
  return { ...words, corrects }
}

export const counting = {
  name: 'Offices that take complaints',
  unit: 'offices',
  locale: 'en',
  baseline: '2',
  baselineOn: '2026-01-01',
  target: '38',
  targetOn: '2026-12-31'
}
export const observed = { value: '11', observedOn: '2026-02-15', source: 'Ministry', sourceUrl: null, corrects: null }
