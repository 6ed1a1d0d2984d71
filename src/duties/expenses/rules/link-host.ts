/**
 * Where a link leads, to be written beside its words: the host of a web address or the address of a mail; null when the
 * words say so themselves. A name in foreign letters comes as browsers ask for it (`xn--…`).
 */
export function hostToShow(href: string, words: string): string | null {
  const address = URL.canParse(href) ? new URL(href) : null
  if (!address) return null
  const leadsTo = address.protocol === 'mailto:' ? address.pathname : address.host
  const said = words
    .trim()
    .toLowerCase()
    .replace(/^(https?:\/\/|mailto:)/, '')
  return said === leadsTo || said.startsWith(`${leadsTo}/`) ? null : leadsTo
}
