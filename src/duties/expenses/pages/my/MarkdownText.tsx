import { lexer, type Token, type Tokens } from 'marked'
import { createElement, Fragment, type ReactNode, useMemo } from 'react'

/** A text in Markdown as elements; raw HTML in it is shown as the letters it is, so nothing in it can run. */
export function MarkdownText({ text }: { text: string }) {
  const tokens = useMemo(() => lexer(text), [text])
  return <div style={{ lineHeight: 1.55, overflowWrap: 'anywhere' }}>{tokens.map(shown)}</div>
}

function shown(token: Token, at: number): ReactNode {
  const inner = () => ('tokens' in token && token.tokens ? token.tokens.map(shown) : 'text' in token ? token.text : '')
  switch (token.type) {
    case 'heading':
      return createElement(
        `h${Math.min(6, token.depth + 1)}`,
        { key: at, style: { fontSize: 15, margin: '14px 0 4px' } },
        inner(),
      )
    case 'paragraph':
      return <p key={at}>{inner()}</p>
    case 'strong':
      return <strong key={at}>{inner()}</strong>
    case 'em':
      return <em key={at}>{inner()}</em>
    case 'list':
      return createElement(
        token.ordered ? 'ol' : 'ul',
        { key: at, style: { paddingLeft: 20 } },
        (token as Tokens.List).items.map((item) => <li key={item.raw}>{item.tokens.map(shown)}</li>),
      )
    case 'link':
      return safeLink(token as Tokens.Link, at, inner())
    case 'blockquote':
      return (
        <blockquote key={at} style={{ margin: '8px 0', paddingLeft: 12, borderLeft: '3px solid var(--line-strong)' }}>
          {inner()}
        </blockquote>
      )
    case 'table':
      return <MarkdownTable key={at} table={token as Tokens.Table} />
    case 'hr':
      return <hr key={at} />
    case 'br':
      return <br key={at} />
    case 'space':
      return null
    default:
      return <Fragment key={at}>{inner()}</Fragment>
  }
}

function safeLink(link: Tokens.Link, at: number, inner: ReactNode): ReactNode {
  if (!/^(https?:|mailto:|tel:)/i.test(link.href)) return <Fragment key={at}>{inner}</Fragment>
  return (
    <a key={at} href={link.href} rel="noreferrer" target="_blank">
      {inner}
    </a>
  )
}

function MarkdownTable({ table }: { table: Tokens.Table }) {
  const cell = (one: Tokens.TableCell, at: number, tag: 'td' | 'th') =>
    createElement(
      tag,
      { key: at, style: { padding: '3px 10px 3px 0', textAlign: one.align ?? 'left' } },
      one.tokens.map(shown),
    )
  return (
    <table>
      <thead>
        <tr>{table.header.map((one, at) => cell(one, at, 'th'))}</tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row.map((one) => one.text).join(' ')}>{row.map((one, at) => cell(one, at, 'td'))}</tr>
        ))}
      </tbody>
    </table>
  )
}
