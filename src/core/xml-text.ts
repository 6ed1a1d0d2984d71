/** A text, and whether its bytes fit the encoding that it says it has. */
interface XmlText {
  text: string
  fits: boolean
}

/** XML's text: by its byte order mark, else by the encoding that it declares, else UTF-8. */
export function xmlText(bytes: Uint8Array): XmlText {
  const utf16 = utf16Of(bytes)
  if (utf16) return decoded(bytes, utf16)!
  const utf8 = decoded(bytes, 'utf-8')!
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 300)).toString('latin1')
  const declared = /^(?:\xef\xbb\xbf)?\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]
  if (!declared || head.startsWith('\xef\xbb\xbf')) return utf8
  const own = /^utf-?16/i.test(declared) ? null : decoded(bytes, declared)
  // Letters of UTF-8 are hardly ever words of another encoding by chance.
  if (!own || (utf8.fits && own.text !== utf8.text)) return { ...utf8, fits: false }
  return own
}

/** Whether bytes begin as XML, or as an invoice that leaves out the declaration. */
export function isXml(bytes: Uint8Array): boolean {
  const { text } = xmlText(bytes.subarray(0, 1024))
  return /^\s*<(\?xml\b|([\w-]+:)?(Invoice|CreditNote|CrossIndustryInvoice|CrossIndustryDocument)[\s/>])/.test(text)
}

/** UTF-16 has a byte order mark, or a zero beside the first sign. */
function utf16Of([first, second]: Uint8Array): string | null {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be'
  return null
}

/** Null for an encoding that nobody knows. */
function decoded(bytes: Uint8Array, encoding: string): XmlText | null {
  try {
    const text = new TextDecoder(encoding).decode(bytes)
    return { text, fits: !text.includes('\ufffd') }
  } catch {
    return null
  }
}
