import type { Kysely } from 'kysely'
import { sessionSecret } from '#areas/people/secret.server.ts'
import { hall } from '#areas/publication/hall.server.ts'
import type { Database } from '#platform/db/schema.ts'
import { readSettings, type Settings } from '#platform/settings.ts'
import { reachOf, type Reach } from './destination.ts'

/** What the hall needs in order to tell somebody outside of it. */
export interface Outward {
  /** the address that links begin with */
  readonly origin: string
  readonly reach: Reach
  /** seals the receivers' secrets; kept outside of the database */
  readonly hallSecret: string
}

/** How this hall speaks outward: under which address, how far, and with which secret it seals. */
export async function outward(db: Kysely<Database>, settings: Settings = readSettings()): Promise<Outward> {
  const { mode } = await hall(db)
  return {
    origin: settings.origin,
    reach: reachOf({
      mode,
      openToAll: settings.demonstrationPublic,
      toPrivateNetworks: settings.webhooksToPrivateNetworks
    }),
    hallSecret: sessionSecret(settings)
  }
}
