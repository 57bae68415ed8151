import { readableAddresses } from '#areas/publication/api/readable.server.ts'
import { database } from '#platform/db/connect.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = ({ url }) => ({ addresses: readableAddresses(database()), origin: url.origin })
