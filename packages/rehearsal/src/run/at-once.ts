/** How many commands of a kind run side by side: more than two processors work, for each waits for a server most of the time. */
export const AT_ONCE = 4
