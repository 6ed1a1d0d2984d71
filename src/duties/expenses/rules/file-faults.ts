/** What is said of a file that is no receipt, today or later; all else that a receipt is refused for may pass. */
export const fileFaults = ['expenses.fileTooLarge', 'expenses.fileEmpty', 'expenses.fileNoReceipt'] as const

export type FileFault = (typeof fileFaults)[number]
