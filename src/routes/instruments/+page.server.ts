import { instruments } from '#areas/instruments/public-store.server.ts'
import { database } from '#platform/db/connect.server.ts'

export async function load() {
  return { instruments: await instruments(database()) }
}
