// Of this library's readers the one that goes by the zip's table of contents.
import readExcelFile from 'read-excel-file/universal'

// An XLSX is a zip, and a small one can be made to fill any memory: by what it unpacks to, or by a row number of which
// a reader makes that many rows. So it is read in a thread (tables-apart.server.ts).

/** Unpacked; an honest sheet of ten thousand rows takes a tenth of it. */
const LARGEST_UNPACKED_bytes = 100_000_000

/** The cells of a workbook's sheets as text, or null where it can't be read. */
export async function readWorkbook(bytes: Uint8Array): Promise<string[][][] | null> {
  const size = unpackedSize(bytes)
  if (size === null || size > LARGEST_UNPACKED_bytes) return null
  try {
    const sheets = await readExcelFile(new Blob([bytes as Uint8Array<ArrayBuffer>]))
    return sheets.map(({ data }) => data.map((row) => row.map(textOf)))
  } catch {
    return null
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
  return String(cell)
}

const [END, END_64, ENTRY] = [0x06054b50, 0x07064b50, 0x02014b50]
const [END_bytes, END_64_bytes, ENTRY_bytes, LONGEST_COMMENT_bytes] = [22, 20, 46, 65_536]

/**
 * What a zip says that it unpacks to, by its table of contents; null where it has none, or one for files of more than
 * 4 GB. Our reader goes by the same table, and takes no more of an entry than it says there.
 */
export function unpackedSize(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - END_bytes
  const last = Math.max(0, end - LONGEST_COMMENT_bytes)
  while (end >= last && view.getUint32(end, true) !== END) end--
  if (end < last) return null
  if (end >= END_64_bytes && view.getUint32(end - END_64_bytes, true) === END_64) return null
  let [size, at] = [0, view.getUint32(end + 16, true)]
  for (let left = view.getUint16(end + 8, true); left > 0; left--) {
    if (at + ENTRY_bytes > bytes.length || view.getUint32(at, true) !== ENTRY) return null
    size += view.getUint32(at + 24, true)
    at += ENTRY_bytes + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return size
}
