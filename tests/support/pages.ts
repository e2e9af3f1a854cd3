/** Pages of the documentation as a reader sees them: links, code, diagrams, commands. Knows nothing of what renders them. */

export interface Fence {
  readonly page: string
  readonly language: string
  readonly text: string
}

/** The pages among rendered files, by path without ending. */
export function pagesIn(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    [...files].flatMap(([path, text]) =>
      path.startsWith('docs/') && path.endsWith('.md') ? [[path.slice('docs/'.length, -'.md'.length), text]] : [],
    ),
  )
}

export function fencesIn(pages: ReadonlyMap<string, string>, language: string): Fence[] {
  return [...pages].flatMap(([page, text]) =>
    [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
      .map(([, found = '', body = '']) => ({ page, language: found, text: body }))
      .filter(fence => fence.language === language),
  )
}

/** The page without its code, in which nothing is Markdown. */
export function withoutCode(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')
}

/** Text between single backticks, outside of blocks. */
export function codeIn(text: string): string[] {
  return [...text.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map(
    ([, code = '']) => code,
  )
}

/** Targets of wiki links. */
export function linksIn(text: string): string[] {
  return [...withoutCode(text).matchAll(/\[\[([^\]|\\]+)(?:\\?\|[^\]]+)?\]\]/g)].map(([, target = '']) => target)
}
