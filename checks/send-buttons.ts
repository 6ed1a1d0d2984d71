import { sourcesOf, withoutComments } from './sources.ts'

/** The one that makes `SendButton` of it. */
const its = 'src/web/ui/Form.tsx'
const submits = /\btype=\{?["'`]submit["'`]/

/** Whether something sends a form that does not show that it is being sent. Each problem says its remedy. */
export function sendButtonProblems(home: string): string[] {
  return sourcesOf(home)
    .filter(({ path }) => path.startsWith('src/') && path.endsWith('.tsx') && path !== its)
    .filter(({ text }) => submits.test(withoutComments(text)))
    .map(({ path }) => `${path}: a button of type "submit" does not show that its form is being sent. Use SendButton of #web/ui/Form.tsx.`) // biome-ignore format: one sentence
}
