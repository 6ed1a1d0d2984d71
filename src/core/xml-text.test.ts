import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isXml, xmlText } from './xml-text.ts'

const said = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><Invoice/>`
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16()

test('XML is read by its mark, else by what it declares, else as UTF-8', () => {
  const invoices: [Buffer, string][] = [
    [Buffer.from(`${said('UTF-8')}Šilas`), 'Šilas'],
    [Buffer.from('<Invoice/>Šilas'), 'Šilas'],
    [Buffer.from(`\ufeff${said('windows-1257')}Šilas`), 'Šilas'],
    [Buffer.from(`\ufeff${said('UTF-16')}Šilas`, 'utf16le'), 'Šilas'],
    [Buffer.from(`${said('UTF-16')}Šilas`, 'utf16le'), 'Šilas'],
    [bigEndian(`\ufeff${said('UTF-16')}Šilas`), 'Šilas'],
    [Buffer.from(`${said('windows-1257')}\xd0ilas`, 'latin1'), 'Šilas'],
    [Buffer.from(`${said('ISO-8859-13')}\xd0ilas`, 'latin1'), 'Šilas'],
    [Buffer.from(`${said('ISO-8859-1')}M\xfcller`, 'latin1'), 'Müller'],
  ]
  for (const [bytes, word] of invoices) {
    const { text, fits } = xmlText(bytes)
    assert.deepEqual([text.slice(-word.length), fits, isXml(bytes)], [word, true, true], bytes.toString('latin1'))
  }
})

test('bytes that do not fit the encoding are told', () => {
  const wrong: Buffer[] = [
    Buffer.from('<Invoice/>\xd0ilas', 'latin1'),
    Buffer.from(`${said('UTF-8')}\xd0ilas`, 'latin1'),
    Buffer.from(`${said('windows-1257')}Šilas`),
    Buffer.from(`${said('UTF-16')}Silas`),
    Buffer.from(`${said('klingon')}Silas`),
  ]
  for (const bytes of wrong) {
    assert.equal(xmlText(bytes).fits, false, bytes.toString('latin1'))
    assert.ok(isXml(bytes))
  }
  for (const other of ['<html>', '', '<', '\0', '<Invoices>', 'Invoice']) assert.ok(!isXml(Buffer.from(other)), other)
})
