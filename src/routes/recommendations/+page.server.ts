import { searchElsewhere } from '#areas/publication/elsewhere.server.ts'
import { facetLists } from '#areas/publication/facet-list.ts'
import { labelsOf } from '#areas/publication/labels.server.ts'
import { readSearchQuery, sortOf, type Facet } from '#areas/publication/search.ts'
import { search } from '#areas/publication/search.server.ts'
import { readThesaurus } from '#areas/publication/store.server.ts'
import { holds } from '#areas/people/actor.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import type { PageServerLoad } from './$types'

const FACET_ORDER: readonly Facet[] = [
  'theme',
  'addressee',
  'position',
  'session',
  'maker',
  'year',
  'article',
  'kind',
  'language'
]

export const load: PageServerLoad = async ({ url, locals }) => {
  const db = database()
  const query = readSearchQuery(url.searchParams)
  const found = await search(db, query, locals.locale)
  const elsewhere = query.words && found.ahead === 0 ? await searchElsewhere(db, query.words, locals.locale) : []
  const thesaurus = await readThesaurus(db)
  const wider = (facet: Facet, value: string) => {
    if (facet === 'theme') return thesaurus.get(value)?.parent_id ?? null
    const above = value.lastIndexOf('/')
    return (facet === 'article' || facet === 'session') && above > 0 ? value.slice(0, above) : null
  }
  const lists = facetLists(found.facets, query.filters, wider, FACET_ORDER)
  const named = (facet: Facet) => [...found.facets[facet].map(({ value }) => value), ...(query.filters[facet] ?? [])]
  const { facets: _, ...shown } = found
  return {
    query,
    sort: sortOf(query),
    found: shown,
    lists,
    elsewhere,
    labels: await labelsOf(db, {
      body: [
        ...named('addressee'),
        ...named('maker'),
        ...found.hits.flatMap(({ makers, addressees }) => [...makers, ...addressees])
      ],
      theme: [...named('theme'), ...found.hits.flatMap(({ themes }) => themes)],
      session: [...named('session'), ...found.hits.flatMap(({ sessions }) => sessions)],
      article: named('article')
    }),
    mayCorrect: holds(locals.actor, 'secretariat', dayOf(locals.now))
  }
}
