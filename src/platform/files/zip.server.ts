import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

export interface ZipEntry {
  readonly name: string
  readonly content: AsyncIterable<Uint8Array>
}

interface Written {
  readonly name: Buffer
  readonly crc: number
  readonly packed_bytes: number
  readonly size_bytes: number
  readonly offset_bytes: number
}

// As PKWARE's APPNOTE lays a ZIP file out: each entry behind a local header, its sizes after it because they are known
// only then, and a directory of all of them at the end.
const LOCAL = 0x04034b50
const AFTERWARDS = 0x08074b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const VERSION = 20
/** sizes follow the content; names are UTF-8 */
const FLAGS = 0x0008 | 0x0800
const DEFLATE = 8
/** beyond it the format needs its longer form, which is not written here */
const LARGEST_bytes = 0xffffffff

/** A ZIP file of these entries, written as they are read: memory does not grow with them. */
export async function* zipOf(entries: Iterable<ZipEntry>, modified: Date): AsyncGenerator<Uint8Array, void> {
  const written: Written[] = []
  let offset_bytes = 0
  const count = (part: Buffer) => {
    offset_bytes += part.length
    if (offset_bytes > LARGEST_bytes) throw new Error('More than 4 GB do not fit into a plain ZIP file.')
    return part
  }
  for (const { name, content } of entries) {
    const start_bytes = offset_bytes
    const bytes = Buffer.from(name, 'utf8')
    yield count(Buffer.concat([header(LOCAL, [], modified, 0, 0, 0, bytes.length), half(0), bytes]))
    let [crc, packed_bytes, size_bytes] = [0, 0, 0]
    const packing = createDeflateRaw()
    const counted = async function* () {
      for await (const part of content) {
        crc = crc32(part, crc)
        size_bytes += part.length
        yield part
      }
    }
    // A fault of the content comes out of the packing below; a reader who leaves ends the content too.
    const fed = pipeline(counted, packing).catch(() => undefined)
    for await (const part of packing) {
      packed_bytes += (part as Buffer).length
      yield count(part as Buffer)
    }
    await fed
    yield count(Buffer.concat([word(AFTERWARDS), word(crc), word(packed_bytes), word(size_bytes)]))
    written.push({ name: bytes, crc, packed_bytes, size_bytes, offset_bytes: start_bytes })
  }
  const directory_bytes = offset_bytes
  for (const { name, crc, packed_bytes, size_bytes, offset_bytes: at } of written) {
    const head = header(CENTRAL, [half(VERSION)], modified, crc, packed_bytes, size_bytes, name.length)
    yield count(Buffer.concat([head, half(0), half(0), half(0), half(0), word(0), word(at), name]))
  }
  const size_bytes = offset_bytes - directory_bytes
  const number = half(written.length)
  yield Buffer.concat([word(END), half(0), half(0), number, number, word(size_bytes), word(directory_bytes), half(0)])
}

function header(
  kind: number,
  before: Buffer[],
  modified: Date,
  crc: number,
  packed_bytes: number,
  size_bytes: number,
  name_bytes: number
): Buffer {
  const time = (modified.getUTCHours() << 11) | (modified.getUTCMinutes() << 5) | (modified.getUTCSeconds() >> 1)
  const day = ((modified.getUTCFullYear() - 1980) << 9) | ((modified.getUTCMonth() + 1) << 5) | modified.getUTCDate()
  const halves = [VERSION, FLAGS, DEFLATE, time, day].map(half)
  return Buffer.concat([
    word(kind),
    ...before,
    ...halves,
    word(crc),
    word(packed_bytes),
    word(size_bytes),
    half(name_bytes)
  ])
}

function half(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
