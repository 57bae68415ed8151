import { createApi } from '#areas/publication/api/app.server.ts'
import { database } from '#platform/db/connect.server.ts'
import type { RequestHandler } from './$types'

let api: ReturnType<typeof createApi> | undefined

const answer: RequestHandler = ({ request }) => {
  api ??= createApi(database())
  return api.fetch(request)
}

export const GET = answer
export const HEAD = answer
export const OPTIONS = answer
