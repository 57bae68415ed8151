import type { Narrowed } from './list-store.server.ts'
import { STATUSES, type Status } from './status.ts'

/** What a list of actions is asked for; each value as it stands in the address, '' where nothing is asked. */
export interface ActionQuery {
  readonly words: string
  readonly body: string
  readonly status: Status | ''
  readonly theme: string
  readonly recommendation: string
}

export const ACTIONS_ON_A_PAGE = 25

/** What an address asks for; what it says too long or wrong is left out. */
export function readQuery(parameters: URLSearchParams): ActionQuery {
  const read = (name: string, longest: number) =>
    (parameters.get(name) ?? '').replaceAll('\0', '').trim().slice(0, longest)
  return {
    words: read('words', 100),
    body: read('body', 100),
    status: STATUSES.find((status) => status === parameters.get('status')) ?? '',
    theme: read('theme', 100),
    recommendation: read('recommendation', 60)
  }
}

/** The address part of a query, without what isn't asked. */
export function writeQuery(query: ActionQuery, page = 1): string {
  const parameters = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))
  if (page > 1) parameters.set('page', String(page))
  return parameters.size ? `?${parameters}` : ''
}

/** What the store is asked for; status is computed, so it is chosen afterwards. */
export function narrowedBy(query: ActionQuery): Narrowed {
  return {
    words: query.words,
    ...(query.body && { leaderId: query.body }),
    ...(query.theme && { themeId: query.theme }),
    ...(query.recommendation && { reference: query.recommendation })
  }
}
