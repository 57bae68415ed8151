import { isLoopbackName } from '#areas/people/loopback.ts'
import { refuse, type Refusal } from '#platform/refusal.ts'

/** How far a hall sends. */
export type Reach = 'nowhere' | 'public' | 'public-and-loopback' | 'public-and-private'

export interface HallAsked {
  readonly mode: 'demonstration' | 'real'
  /** everybody may sign in as its secretariat */
  readonly openToAll: boolean
  /** the operator allows addresses inside private networks */
  readonly toPrivateNetworks: boolean
}

/**
 * A demonstration may tell a program on its own machine, so that one can try it. One that is open to everybody sends
 * nothing: anybody could make it call anywhere.
 */
export function reachOf({ mode, openToAll, toPrivateNetworks }: HallAsked): Reach {
  if (mode === 'demonstration') return openToAll ? 'nowhere' : 'public-and-loopback'
  return toPrivateNetworks ? 'public-and-private' : 'public'
}

/** What is at the other end of an address in digits; "never" is what no hall sends to. */
export type Whereabouts = 'public' | 'private' | 'loopback' | 'never'

/** Whether a hall that reaches so far may send there. */
export function mayReach(reach: Reach, whereabouts: Whereabouts): boolean {
  if (reach === 'nowhere' || whereabouts === 'never') return false
  return whereabouts === 'public' || reach === `public-and-${whereabouts}`
}

const LONGEST_ADDRESS = 500

/** Why an address can't be a receiver's as it is written, or null. Where its name leads is asked apart. */
export function addressFault(address: string, reach: Reach): Refusal | null {
  const no = (why: string) => refuse(`webhooks.address_${why}`, undefined, 'address')
  if (reach === 'nowhere') return no('nowhere')
  if (!URL.canParse(address) || address.length > LONGEST_ADDRESS) return no('wrong')
  const { protocol, hostname, username, password, hash } = new URL(address)
  if (protocol !== 'https:' && protocol !== 'http:') return no('insecure')
  if (protocol === 'http:' && !(reach === 'public-and-loopback' && isLoopbackName(hostname))) return no('insecure')
  if (username || password) return no('with_password')
  return hash ? no('with_fragment') : null
}

/** The name of the machine alone: an address can carry a secret in its path. */
export function hostOf(address: string): string {
  return new URL(address).host
}
