import { cases } from '#areas/bodies/application-store.server.ts'
import { openTo } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { cutPage } from '#platform/paging/paging.ts'
import type { PageServerLoad } from './$types'

const ON_A_PAGE = 30
const SHOWN = ['waiting', 'asked', 'decided'] as const

export const load: PageServerLoad = async (event) => {
  openTo(event, 'standing.read-applications')
  const { url, locals } = event
  const today = dayOf(locals.now)
  const show = SHOWN.find((one) => one === url.searchParams.get('show')) ?? 'waiting'
  const words = (url.searchParams.get('words') ?? '').trim().toLowerCase().slice(0, 200)
  const all = await cases(database(), today)
  const kindOf = ({ due }: (typeof all)[number]) =>
    due === null ? 'decided' : due.waitsFor === 'secretariat' ? 'waiting' : 'asked'
  const found = all.filter(
    (one) =>
      (words ? true : kindOf(one) === show) && (!words || `${one.reference} ${one.name}`.toLowerCase().includes(words))
  )
  const { shown, page, pages } = cutPage(found, url.searchParams.get('page'), ON_A_PAGE)
  return {
    show,
    words,
    page,
    pages,
    counts: Object.fromEntries(SHOWN.map((kind) => [kind, all.filter((one) => kindOf(one) === kind).length])),
    cases: shown.map(({ reference, name, locale, state, due }) => ({
      reference,
      name,
      locale,
      stage: state.stage,
      since: state.since,
      due
    }))
  }
}
