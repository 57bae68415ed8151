import { error, redirect } from '@sveltejs/kit'
import type { Context } from '#areas/act.server.ts'
import { POLICY } from '#areas/policies.ts'
import { dayOf } from '#platform/clock/clock.ts'
import { database } from '#platform/db/connect.server.ts'
import { authorise } from './authorisation.ts'

/** The context of an action that a page's form asks for. */
export function contextOf(locals: App.Locals): Context {
  return { db: database(), actor: locals.actor, now: locals.now }
}

/** Lets a page be read, or stops: a visitor is shown to the sign-in and comes back, anyone else reads why not. */
export function openTo(event: { locals: App.Locals; url: URL }, permission: string, subject?: unknown): void {
  const { actor, now } = event.locals
  const refusal = authorise(POLICY, permission, { actor, on: dayOf(now), subject })
  if (!refusal) return
  if (actor.kind === 'visitor') {
    redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname + event.url.search)}`)
  }
  error(403, refusal.refused)
}

/** Where to go after signing in: a page of this hall, whatever the address says. */
export function nextPage(asked: string | null | undefined, otherwise = '/desk'): string {
  return asked && /^\/(?![/\\])[^\\\s]*$/.test(asked) && !asked.startsWith('/sign-') ? asked : otherwise
}
