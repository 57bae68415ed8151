import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createServer as createSocketServer, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressFault, reachOf } from './destination.ts'
import { outcomeOfError, post } from './sending.server.ts'
import { destinationsOf, ForbiddenDestination, whereaboutsOf } from './whereabouts.server.ts'

describe('where an address leads', () => {
  test.each([
    ['8.8.8.8', 'public'],
    ['172.15.0.1', 'public'],
    ['172.16.0.1', 'private'],
    ['10.255.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['fd00::1', 'private'],
    ['127.0.0.1', 'loopback'],
    ['127.9.9.9', 'loopback'],
    ['::1', 'loopback'],
    ['0.0.0.0', 'never'],
    ['100.64.0.1', 'never'],
    ['169.254.169.254', 'never'],
    ['fe80::1', 'never'],
    ['::', 'never'],
    ['224.0.0.1', 'never'],
    ['255.255.255.255', 'never'],
    ['2001:db8::1', 'never'],
    ['2002:7f00:1::', 'never'],
    ['2606:4700::1111', 'public'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:169.254.169.254', 'never'],
    ['::ffff:a9fe:a9fe', 'never'],
    ['::ffff:10.0.0.1', 'private'],
    ['64:ff9b::a00:1', 'private'],
    ['64:ff9b::808:808', 'public'],
    ['not an address', 'never']
  ])('%s: %s', (ip, whereabouts) => {
    expect(whereaboutsOf(ip)).toBe(whereabouts)
  })
  test('a name that leads to this machine is refused where only the public internet is reached', async () => {
    await expect(destinationsOf('localhost', 'public')).rejects.toBeInstanceOf(ForbiddenDestination)
    await expect(destinationsOf('[::1]', 'public-and-private')).rejects.toBeInstanceOf(ForbiddenDestination)
    await expect(destinationsOf('8.8.8.8', 'nowhere')).rejects.toBeInstanceOf(ForbiddenDestination)
    expect(await destinationsOf('127.0.0.1', 'public-and-loopback')).toEqual([{ address: '127.0.0.1', family: 4 }])
  })
})

describe('what an address may look like', () => {
  test.each([
    ['https://example.org/hook?key=1', 'public', null],
    ['http://example.org/hook', 'public', 'insecure'],
    ['http://example.org/hook', 'public-and-loopback', 'insecure'],
    ['http://localhost:9000/', 'public-and-loopback', null],
    ['http://127.0.0.1:9000/', 'public-and-loopback', null],
    ['http://0x7f.1:9000/', 'public-and-loopback', null],
    ['http://localhost.example.org/', 'public-and-loopback', 'insecure'],
    ['http://localhost:9000/', 'public', 'insecure'],
    ['http://10.0.0.1/', 'public-and-private', 'insecure'],
    ['https://anna:secret@example.org/', 'public', 'with_password'],
    ['https://example.org/#part', 'public', 'with_fragment'],
    ['ftp://example.org/', 'public', 'insecure'],
    ['javascript:alert(1)', 'public', 'insecure'],
    ['example.org', 'public', 'wrong'],
    [`https://example.org/${'a'.repeat(500)}`, 'public', 'wrong'],
    ['https://example.org/', 'nowhere', 'nowhere']
  ] as const)('%s (%s): %s', (address, reach, why) => {
    expect(addressFault(address, reach)?.refused ?? null).toBe(why && `webhooks.address_${why}`)
  })
  test('a demonstration that everybody can enter reaches nowhere', () => {
    const asked = { mode: 'demonstration', openToAll: true, toPrivateNetworks: true } as const
    expect(reachOf(asked)).toBe('nowhere')
    expect(reachOf({ ...asked, openToAll: false })).toBe('public-and-loopback')
    expect(reachOf({ ...asked, mode: 'real' })).toBe('public-and-private')
    expect(reachOf({ ...asked, mode: 'real', toPrivateNetworks: false })).toBe('public')
  })
})

describe('sending', () => {
  let server: Server
  let address: string
  let asked: string[]
  beforeAll(async () => {
    asked = []
    server = createServer((request, response) => {
      asked.push(request.url!)
      if (request.url === '/silent') return
      if (request.url === '/endless') {
        response.writeHead(200)
        const timer = setInterval(() => response.write('x'.repeat(65_536)), 1)
        response.on('close', () => clearInterval(timer))
        return
      }
      const status = Number(request.url!.slice(1).split('?')[0]) || 204
      response.writeHead(status, status === 307 ? { location: '/followed' } : {}).end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const to = (path: string, longest_ms?: number) => post(address + path, {}, '{}', 'public-and-loopback', longest_ms)

  test('tells what was answered', async () => {
    expect(await to('/204')).toEqual({ outcome: 'delivered', status: 204 })
    expect(await to('/500')).toEqual({ outcome: 'refused', status: 500 })
  })
  test('follows no redirect', async () => {
    expect(await to('/307')).toEqual({ outcome: 'redirected', status: 307 })
    expect(asked).not.toContain('/followed')
  })
  test('waits no longer than it should, and reads nothing of an answer without end', async () => {
    expect(await to('/silent', 200)).toEqual({ outcome: 'timed-out', status: null })
    expect(await to('/endless', 2000)).toEqual({ outcome: 'delivered', status: 200 })
  })
  test('asks nobody where it may not: a hall that reaches the public internet alone opens no connection', async () => {
    const before = asked.length
    expect(await post(`${address}/204`, {}, '{}', 'public')).toEqual({ outcome: 'forbidden', status: null })
    const named = address.replace('127.0.0.1', 'localhost')
    expect(await post(`${named}/204`, {}, '{}', 'public-and-private')).toEqual({ outcome: 'forbidden', status: null })
    expect(asked).toHaveLength(before)
  })
  test('says why nobody was reached', async () => {
    const plain = createSocketServer((socket) => socket.destroy())
    plain.listen(0, '127.0.0.1')
    await once(plain, 'listening')
    const { port } = plain.address() as AddressInfo
    expect(await post(`http://127.0.0.1:${port}/`, {}, '', 'public-and-loopback')).toMatchObject({
      outcome: 'unreachable'
    })
    plain.close()
    await once(plain, 'close')
    expect(await post(`http://127.0.0.1:${port}/`, {}, '', 'public-and-loopback')).toMatchObject({
      outcome: 'unreachable'
    })
    const secure = address.replace('http:', 'https:')
    expect(await post(`${secure}/204`, {}, '', 'public-and-loopback')).toEqual({ outcome: 'insecure', status: null })
    expect(outcomeOfError(Object.assign(new Error(), { code: 'ENOTFOUND' }))).toBe('unknown-name')
    expect(outcomeOfError(Object.assign(new Error(), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }))).toBe('insecure')
  })
})
