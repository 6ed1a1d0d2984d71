/** JSON to be read and compared by lines: references, and lists and parameters' schemas of plain values that fit, stand on one line. */
export function textOf(document: unknown): string {
  const plain = String.raw`(?:"(?:[^"\\]|\\.)*"|-?[\d.]+|true|false|null)`
  const value = String.raw`(?:${plain}|\[[^\]\n]*\])`
  const lists = new RegExp(String.raw`\[\n\s+(${plain}(?:,\n\s+${plain})*)\n\s+\]`, 'g')
  const whole = JSON.stringify(document, null, 2).replace(/\{\n\s+("\$ref": "[^"]*")\n\s+\}/g, '{ $1 }')
  const short = whole.replace(lists, (list, values: string) => {
    const line = `[${values.replace(/,\n\s+/g, ', ')}]`
    return line.length > 100 ? list : line
  })
  const line = (schema: string) =>
    `{ ${schema
      .slice(1, -1)
      .trim()
      .replace(/,\n\s+/g, ', ')} }`
  const schemas = new RegExp(String.raw`(?<="schema": )\{\n\s+"\w+": ${value}(?:,\n\s+"\w+": ${value})*\n\s+\}`, 'g')
  return `${short.replace(schemas, (schema) => (line(schema).length > 100 ? schema : line(schema)))}\n`
}
