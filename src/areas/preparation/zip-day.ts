// A ZIP (APPNOTE 6.3) keeps the moment at which each file was put in, and would differ each time it is made.

const ENTRY = 0x02014b50
const END = 0x06054b50
const END_LENGTH = 22

/** The same archive with midnight of a day as the moment of all its files. */
export function withDay(zip: Uint8Array, day: string): Uint8Array {
  const copy = new Uint8Array(zip)
  const view = new DataView(copy.buffer)
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const dosDate = (Math.max(0, year - 1980) << 9) | (month << 5) | date
  const end = copy.length - END_LENGTH
  if (view.getUint32(end, true) !== END) throw new Error('This archive has no plain end: nothing to put a day on.')
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== ENTRY) throw new Error('The directory of this archive is broken.')
    stamp(view, at + 12, dosDate)
    stamp(view, view.getUint32(at + 42, true) + 10, dosDate)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return copy
}

function stamp(view: DataView, at: number, dosDate: number): void {
  view.setUint16(at, 0, true)
  view.setUint16(at + 2, dosDate, true)
}
