import { redirect } from '@sveltejs/kit'
import { askAuth } from '#areas/people/session.server.ts'
import type { Actions } from './$types'

export const actions: Actions = {
  default: async (event) => {
    await askAuth(event, '/sign-out', {})
    redirect(303, '/sign-in?said=out')
  }
}
