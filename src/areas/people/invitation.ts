import { refuse, type Refusal } from '#platform/refusal.ts'

/** Why this invitation opens no door (any more), or null. */
export function invitationFault(
  invitation: { readonly answer: 'accepted' | 'withdrawn' | null; readonly expiresAt: Date } | undefined,
  now: Date
): Refusal | null {
  if (!invitation) return refuse('people.invitation_missing')
  if (invitation.answer === 'accepted') return refuse('people.invitation_answered')
  if (invitation.answer === 'withdrawn') return refuse('people.invitation_withdrawn')
  return invitation.expiresAt <= now ? refuse('people.invitation_expired') : null
}
