/** The whole number a text is; anything else, also with a decimal sign, is none. */
export function wholeNumber(text: string, suffix = ''): number | undefined {
  const plain = text.trim()
  const digits = (suffix && plain.endsWith(suffix.trim()) ? plain.slice(0, -suffix.trim().length) : plain).trim()
  return /^[+-]?\d{1,15}$/.test(digits) ? Number(digits) : undefined
}
