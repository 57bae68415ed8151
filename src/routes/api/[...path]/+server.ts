import { createApi, type Api } from '#areas/publication/api/app.server.ts'
import { database } from '#platform/db/connect.server.ts'
import type { RequestHandler } from './$types'

let api: Api | undefined

const answer: RequestHandler = ({ request }) => {
  api ??= createApi(database())
  return api.fetch(request)
}

export const GET = answer
export const HEAD = answer
export const OPTIONS = answer
