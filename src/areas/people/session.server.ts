import { VISITOR, type Actor } from './actor.ts'

/** Who asks, from the request's session. */
export async function sessionActor(_event: { request: Request }): Promise<Actor> {
  return VISITOR
}
