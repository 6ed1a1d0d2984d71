/** A file as a call brings it, of bytes or of their base64 text. For tests. */
export function sentFile(content: string | Uint8Array, name = 'receipt'): File {
  return new File([typeof content === 'string' ? Buffer.from(content, 'base64') : new Uint8Array(content)], name)
}
