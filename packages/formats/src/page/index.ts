/** Pages for people: pieces of Markdown, commands as they are typed, and texts as they may stand in them. */
export * from './block.ts'
export * from './command.ts'
export * from './text.ts'
export * from './wrap.ts'
