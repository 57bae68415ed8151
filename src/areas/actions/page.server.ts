import { error } from '@sveltejs/kit'
import { openTo } from '#areas/people/door.server.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { idIn } from '#platform/form/typed.ts'
import { idAt } from '#platform/http/address.ts'
import { actionSheet, leaderOn, type ActionSheet } from './store.server.ts'

interface Asked {
  readonly params: { readonly id: string }
  readonly locals: App.Locals
  readonly url: URL
}

/** The action of an address; where there is none, the page isn't there. */
export async function actionOf({ params, locals }: Pick<Asked, 'params' | 'locals'>): Promise<{
  sheet: ActionSheet
  today: string
}> {
  const sheet = await actionSheet(database(), idAt(params.id))
  if (!sheet) error(404, 'no such action')
  return { sheet, today: dayOf(locals.now) }
}

/** The action of an address, for those alone who write for the body that leads it. */
export async function ownActionOf(event: Asked, permission: string): Promise<{ sheet: ActionSheet; today: string }> {
  const found = await actionOf(event)
  openTo(event, permission, await leaderOn(database(), found.sheet.id, found.today))
  return found
}

/** The milestone or indicator of an address. */
export function partOf<Part extends { readonly id: number }>(parts: readonly Part[], asked: string): Part {
  const part = parts.find(({ id }) => id === idIn(asked))
  if (!part) error(404, 'no such part of the plan')
  return part
}
