/** What changed between two rendered trees and two estates, and what that does: plain data. */
export { type Changes, changesBetween, type RenderedText, type RenderedTree, type Revisions } from './compare.ts'
export { rank } from './judge.ts'
export { readBlocks } from './read/blocks.ts'
export { readDocuments } from './read/yaml.ts'
export { changeText } from './text.ts'
