import { ALL_RULES, type RuleSwitches } from './rules/facts.ts'

/** What the bench can leave out to measure what each part adds. The product leaves out nothing. */
export interface Switches {
  /** Lines of names read again with their own language's letters. */
  accents: boolean
  /** Sideways and head-down pictures turned upright. */
  turn: boolean
  /** A second look where the receipt is a small part of the picture. */
  closer: boolean
  /** Blanks put back between words. */
  spaces: boolean
  rules: RuleSwitches
}

export const ALL: Switches = { accents: true, turn: true, closer: true, spaces: true, rules: ALL_RULES }
