import type { PracticesAsked } from './store.server.ts'

const LONGEST = 500

/** What an address asks for. Anything can stand there: what nothing has finds nothing. */
export function readPracticesAsked(parameters: URLSearchParams): PracticesAsked {
  const of = (name: string) => (parameters.get(name) ?? '').trim().slice(0, LONGEST)
  return { words: of('words'), state: of('state'), theme: of('theme'), article: of('article') }
}

/** The address of a question; empty fields are left out, so that a link is short. */
export function writePracticesAsked(asked: PracticesAsked, page = 1): string {
  const parameters = new URLSearchParams(Object.entries(asked).filter(([, value]) => value))
  if (page > 1) parameters.set('page', String(page))
  const query = parameters.toString()
  return query && `?${query}`
}
