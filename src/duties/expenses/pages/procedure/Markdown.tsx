import { type MarkedToken, marked, type Token } from 'marked'
import { Fragment, type ReactNode } from 'react'
import { Outside } from '#web/ui/Outside.tsx'
import { hostToShow } from '../../rules/link-host.ts'
import classes from './Procedure.module.css'

/**
 * A text in Markdown as elements of the page. Tags in the text stay plain letters and links lead only to the web or to
 * mail, so whatever somebody wrote there can do no harm.
 */
export function Markdown({ text }: { text: string }) {
  return <div className={classes.prose}>{each(marked.lexer(text))}</div>
}

function each(tokens: readonly Token[] | undefined): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have only their place
  return tokens?.map((token, at) => <Fragment key={at}>{one(token as MarkedToken)}</Fragment>)
}

function one(token: MarkedToken): ReactNode {
  switch (token.type) {
    case 'heading':
      return token.depth <= 1 ? <h2>{each(token.tokens)}</h2> : <h3>{each(token.tokens)}</h3>
    case 'paragraph':
      return <p>{each(token.tokens)}</p>
    case 'list': {
      const items = token.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items of a text have only their place
        <li key={at}>{each(item.tokens)}</li>
      ))
      return token.ordered ? <ol start={Number(token.start) || 1}>{items}</ol> : <ul>{items}</ul>
    }
    case 'blockquote':
      return <blockquote>{each(token.tokens)}</blockquote>
    case 'table':
      return <Table token={token} />
    case 'hr':
      return <hr />
    case 'br':
      return <br />
    case 'strong':
      return <strong>{each(token.tokens)}</strong>
    case 'em':
      return <em>{each(token.tokens)}</em>
    case 'del':
      return <del>{each(token.tokens)}</del>
    case 'link':
      return isPlainAddress(token.href) ? <Link token={token} /> : each(token.tokens)
    case 'codespan':
      return <code>{token.text}</code>
    case 'code':
      return <pre>{token.text}</pre>
    case 'text':
      return token.tokens ? each(token.tokens) : unescaped(token.text)
    case 'escape':
      return token.text
    case 'space':
    case 'def':
      return null
    default:
      return token.raw
  }
}

/** A link with where it leads beside it, unless its words say so themselves. */
function Link({ token }: { token: Extract<MarkedToken, { type: 'link' }> }) {
  const host = hostToShow(token.href, token.text)
  return (
    <>
      <a href={token.href} rel="noreferrer" target="_blank">
        <Outside>{each(token.tokens)}</Outside>
      </a>
      {host && <small> ({host})</small>}
    </>
  )
}

function Table({ token }: { token: Extract<MarkedToken, { type: 'table' }> }) {
  return (
    <table>
      <thead>
        <tr>
          {token.header.map((cell, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: cells of a text have only their place
            <th key={at}>{each(cell.tokens)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {token.rows.map((row, down) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a text have only their place
          <tr key={down}>
            {row.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells of a text have only their place
              <td key={at}>{each(cell.tokens)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Whether an address leads to the web or to mail, and runs nothing. */
function isPlainAddress(href: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(href)
}

const signs: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (sign) => signs[sign]!)
}
