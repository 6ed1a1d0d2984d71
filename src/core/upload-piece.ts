/** Bytes of one piece of an upload: below the 1 MB that nginx lets through when nothing else is set. */
export const uploadPiece = 960 * 1024
