import { roleNamed } from '#core/duty.ts'
import type { Param } from '#core/refusal.ts'
import { translate } from '#core/words.ts'

/** An event as a sentence with the name of who did it and, on behalf, of the other one. */
export function sentenceOf({ says, params, actorName, behalfName }: Said, language: string): string {
  const actor = actorName || translate(language, 'desk.talkaItself')
  const text = translate(language, says, { ...ofToday(params), actor, behalf: behalfName ?? '' })
  const named = !actorName || text.includes(actor) ? text : translate(language, 'desk.said.by', { actor, what: text })
  if (!behalfName || named.includes(behalfName)) return named
  return translate(language, 'desk.said.onBehalf', { what: named.replace(/\.$/, ''), behalf: behalfName })
}

interface Said {
  says: string
  params: Record<string, Param>
  actorName: string
  behalfName: string | null
}

/** What was told before its role was called as it is today. */
function ofToday({ duty, ...params }: Said['params']): Said['params'] {
  if (typeof duty !== 'string') return params
  return { ...params, role: roleNamed(duty) ?? duty }
}
