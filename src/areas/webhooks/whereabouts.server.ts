import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { mayReach, type Reach, type Whereabouts } from './destination.ts'

// Addresses as the IANA's special-purpose registries have them (RFC 6890 and its successors). What is not the public
// internet, a private network or this machine itself is never sent to: link-local (where clouds keep their metadata),
// shared, documentation, benchmarking, multicast, reserved.

function listOf(...subnets: readonly string[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [net, prefix] = subnet.split('/') as [string, string]
    list.addSubnet(net, Number(prefix), isIP(net) === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}

const LOOPBACK = listOf('127.0.0.0/8', '::1/128')
const PRIVATE = listOf('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7')
const NEVER = listOf(
  ...['0.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']
)
const PUBLIC_V6 = listOf('2000::/3')
const MAPPED = listOf('::ffff:0:0/96')
/** NAT64 leads to an IPv4 address that stands in its last 32 bits. */
const TRANSLATED = listOf('64:ff9b::/96')

/** What an address in digits is. An IPv4 address inside an IPv6 one is what it leads to. */
export function whereaboutsOf(ip: string): Whereabouts {
  const family = isIP(ip)
  if (family === 0) return 'never'
  if (family === 6 && (MAPPED.check(ip, 'ipv6') || TRANSLATED.check(ip, 'ipv6'))) {
    return whereaboutsOf(lastFourOctets(ip))
  }
  const kind = family === 6 ? 'ipv6' : 'ipv4'
  if (LOOPBACK.check(ip, kind)) return 'loopback'
  if (PRIVATE.check(ip, kind)) return 'private'
  if (NEVER.check(ip, kind)) return 'never'
  return family === 4 || PUBLIC_V6.check(ip, 'ipv6') ? 'public' : 'never'
}

function lastFourOctets(ip: string): string {
  if (ip.includes('.')) return ip.slice(ip.lastIndexOf(':') + 1)
  // The URL parser writes an IPv6 address in its one short form, whose last two groups are these octets.
  const groups = new URL(`http://[${ip}]`).hostname.slice(1, -1).split('::')
  const tail = (groups.at(-1) ?? '').split(':').filter(Boolean)
  const [high, low] = [tail.at(-2) ?? '0', tail.at(-1) ?? '0'].map((group) => parseInt(group, 16)) as [number, number]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

export interface Found {
  readonly address: string
  readonly family: number
}

/** A name that leads to where this hall doesn't send. */
export class ForbiddenDestination extends Error {}

/**
 * The addresses a host name leads to, all of which this hall may send to. Whoever connects takes one of these and asks
 * no more: a name that leads elsewhere a moment later (DNS rebinding) changes nothing.
 * @throws ForbiddenDestination, or the error of the name service
 */
export async function destinationsOf(hostname: string, reach: Reach): Promise<Found[]> {
  const bare = hostname.replace(/^\[|\]$/g, '')
  const found = isIP(bare) ? [{ address: bare, family: isIP(bare) }] : await lookup(bare, { all: true })
  if (found.length === 0 || !found.every(({ address }) => mayReach(reach, whereaboutsOf(address)))) {
    throw new ForbiddenDestination()
  }
  return found
}
