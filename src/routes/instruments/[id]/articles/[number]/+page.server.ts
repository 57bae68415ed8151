import { error } from '@sveltejs/kit'
import { articlesOf, instrumentById } from '#areas/instruments/public-store.server.ts'
import { recommendationsOfArticle } from '#areas/recommendations/public-store.server.ts'
import { database } from '#platform/db/connect.server.ts'

/** Recommendations shown here; the rest is one link away, in the search. */
const SHOWN = 20

export async function load({ params }) {
  const db = database()
  const [instrument, articles] = await Promise.all([instrumentById(db, params.id), articlesOf(db, params.id, null)])
  const place = articles.findIndex(({ number }) => number === params.number)
  const article = articles[place]
  if (!instrument || !article) error(404, 'no such article')
  return {
    instrument,
    article,
    previous: articles[place - 1]?.number ?? null,
    next: articles[place + 1]?.number ?? null,
    referring: await recommendationsOfArticle(db, article.id, SHOWN)
  }
}
