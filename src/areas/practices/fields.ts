import type { Given } from '#platform/form/form.ts'
import type { Practice } from './store.server.ts'

/** A wording as the fields of the form hold it. */
export function givenBy(practice: Practice): Given {
  return {
    corrects: String(practice.wordingId),
    title: practice.title,
    done: practice.done,
    outcome: practice.outcome,
    since: practice.since,
    locale: practice.locale,
    source: practice.source,
    sourceUrl: practice.sourceUrl ?? '',
    themes: practice.themes.map(({ id }) => id).join(' '),
    articles: practice.articles.map(({ instrumentId, number }) => `${instrumentId}/${number}`).join(' '),
    recommendations: practice.recommendations.map(({ reference }) => reference).join(', ')
  }
}
