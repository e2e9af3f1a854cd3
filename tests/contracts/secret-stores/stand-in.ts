import type { StoreClient } from '../store-client.ts'

/** The program of `tests/support/stand-in-store.ts`. */
export const client: StoreClient = {
  program: 'keep',
  asked: ([, verb = '', ...words]) => {
    const [vault, item, field] = words[0] === '--quiet' ? words.slice(1) : words
    if (!['get', 'put'].includes(verb) || vault === undefined || item === undefined || field === undefined)
      return undefined
    return { vault, item, field }
  },
  placeholder: text => {
    const [, address] = /^<keep (.*)>$/.exec(text) ?? []
    const [vault, item, field] = (address ?? '').split('/').map(decodeURIComponent)
    return vault === undefined || item === undefined || field === undefined ? undefined : { vault, item, field }
  },
  filled: words => (words[1] === 'fill' ? words[2] : undefined),
  mistakes: [['keep get nowhere app other', 'nowhere app other']],
  vaultNames: ({ name }) => [name],
  isSame: (one, other) => one === other,
}
