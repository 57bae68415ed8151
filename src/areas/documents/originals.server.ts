import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { access, chmod, copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Where originals lie: each under its SHA-256, never changed, made read-only so that a slip of an operator does not
 * change one either.
 */
export function originalPath(dataFolder: string, sha256: string): string {
  return join(dataFolder, 'originals', sha256.slice(0, 2), sha256)
}

export interface KeptOriginal {
  readonly sha256: string
  readonly bytes: Uint8Array
}

/** Keeps the bytes of this file as an original; the file itself stays where it is. Doing it twice is doing it once. */
export async function keepOriginal(dataFolder: string, path: string): Promise<KeptOriginal> {
  const bytes = await readFile(path)
  return keep(dataFolder, bytes, (arriving) => copyFile(path, arriving, constants.COPYFILE_FICLONE))
}

/** The same for a file that came with a form and lies nowhere yet. */
export function keepOriginalBytes(dataFolder: string, bytes: Uint8Array): Promise<KeptOriginal> {
  return keep(dataFolder, bytes, (arriving) => writeFile(arriving, bytes))
}

async function keep(
  dataFolder: string,
  bytes: Uint8Array,
  write: (arriving: string) => Promise<void>
): Promise<KeptOriginal> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const kept = originalPath(dataFolder, sha256)
  if (await exists(kept)) return { sha256, bytes }
  await mkdir(join(kept, '..'), { recursive: true })
  // Under another name first: a copy cut short by a power cut must not pass for the original. The name is one request's
  // alone: two may bring the same file at once.
  const arriving = `${kept}.arriving-${randomUUID()}`
  await write(arriving)
  await chmod(arriving, 0o444)
  await rename(arriving, kept)
  return { sha256, bytes }
}

export async function readOriginal(dataFolder: string, sha256: string): Promise<Uint8Array> {
  return readFile(originalPath(dataFolder, sha256))
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false
  )
}
