/** How many jobs of each kind a test has done at once. */
export const testSlots = { asked: 2, reading: 2, mail: 2, later: 1 }
