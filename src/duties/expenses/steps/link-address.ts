import type { Actor } from '#core/actor.ts'
import type { OpenOffice } from '#core/offices.ts'
import { uploadTokenOf } from '../queries/upload-token.ts'

/** The address that a link's bearer opens. */
export function linkAddressOf(office: Pick<OpenOffice, 'url' | 'name' | 'secret'>, linkId: string): string {
  return `${office.url}/u/${uploadTokenOf(office, linkId)}`
}

/** The same as far as the caller may have it; null for a key that may only read. */
export function linkAddressFor({ office, actor }: { office: OpenOffice; actor: Actor }, linkId: string): string | null {
  return actor.key?.readOnly ? null : linkAddressOf(office, linkId)
}

/** A letter as it is kept: without the address, which works for whoever reads it. */
export function withoutAddress(letter: string, address: string): string {
  return letter.replaceAll(address, () => address.replace(/[^/]+$/, '…'))
}

/** A kept letter as it goes out: with the address that `find` gives where one was left out. */
export async function withAddress(letter: string, find: () => Promise<string>): Promise<string> {
  const leftOut = /\S+\/u\/…/g
  if (letter.search(leftOut) < 0) return letter
  const address = await find()
  return letter.replace(leftOut, () => address)
}
