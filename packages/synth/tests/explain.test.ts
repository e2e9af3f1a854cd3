/** How causes share lines: toy sources, each `export const NAME = VALUE`, and a function from the values to files. */
import { describe, expect, test } from 'vitest'
import type { Causes } from '../src/causes/attribute.ts'
import { type Cause, causes } from '../src/causes/causes.ts'
import type { Outcome, OutcomeFile, Trial } from '../src/causes/trial.ts'
import type { Sources } from '../src/causes/units.ts'

type Values = Readonly<Record<string, string>>
type Files = Readonly<Record<string, string | Partial<OutcomeFile>>>

interface Told {
  readonly files: Files
  readonly stopped?: readonly string[]
  readonly findings?: readonly string[]
}

/** One file for each value: `a.ts` has `a`. */
function sources(values: Values): Sources {
  return new Map(
    Object.entries(values).map(([name, value]) => [`${name}.ts`, `export const ${name} = '${value}'\n`] as const),
  )
}

function toy(tell: (values: Values) => Told | undefined): Pick<Trial, 'run' | 'reads'> & { readonly asked: Sources[] } {
  const asked: Sources[] = []
  return {
    asked,
    reads: given => new Set(given.keys()),
    run: async given => {
      asked.push(given)
      const found = [...given.values()].flatMap(text => [...text.matchAll(/const (\w+) = '(.*)'/g)])
      const told = tell(Object.fromEntries(found.map(([, name, value]) => [name, value])))
      return told === undefined ? { failed: 'it throws' } : outcome(told)
    },
  }
}

function outcome({ files, stopped = [], findings = [] }: Told): Outcome {
  const all = Object.entries(files).map(([path, file]): [string, OutcomeFile] => {
    const given = typeof file === 'string' ? { content: file } : file
    return [path, { target: 'toy', content: '', executable: false, ...given }]
  })
  return { files: new Map(all), stopped: new Set(stopped), findings: new Set(findings) }
}

async function why(before: Values, after: Values, tell: (values: Values) => Told | undefined): Promise<Causes<Cause>> {
  const found = await causes(sources(before), sources(after), toy(tell))
  if ('unloadable' in found) throw new Error(found.failed)
  return found
}

/** `FILE SIGN TEXT: HOW CAUSES` for each line. */
function lines({ effects }: Causes<Cause>): readonly string[] {
  return effects.flatMap(({ file, lines: all, how, causes: ids }) =>
    all.map(({ sign, text }) => `${file} ${sign}${text}: ${how} ${ids.map(id => id.replace(/\.ts.*/, '')).join(' ')}`),
  )
}

describe('a line that two causes share', () => {
  test('each of which would have brought it', async () => {
    // A tag for which one of two reasons is enough.
    const tell = ({ a, b }: Values): Told => ({ files: { tags: a === 'yes' || b === 'yes' ? 'tag\n' : '' } })
    expect(lines(await why({ a: 'no', b: 'no' }, { a: 'yes', b: 'yes' }, tell))).toEqual(['tags +tag: any a b'])
    expect(lines(await why({ a: 'yes', b: 'yes' }, { a: 'no', b: 'no' }, tell))).toEqual(['tags -tag: together a b'])
  })

  test('none of which would have brought it, and either of which took the old one', async () => {
    const tell = ({ a, b }: Values): Told => ({ files: { sum: `head\n${a}${b}\n` } })
    expect(lines(await why({ a: '1', b: '2' }, { a: '3', b: '4' }, tell))).toEqual([
      'sum -12: any a b',
      'sum +34: together a b',
    ])
  })

  test('with lines of their own around it', async () => {
    const tell = ({ a, b }: Values): Told => ({ files: { all: `${a}\n-\n${b}\n-\n${a}${b}\n` } })
    expect(lines(await why({ a: '1', b: '2' }, { a: '3', b: '4' }, tell))).toEqual([
      'all -1: alone a',
      'all +3: alone a',
      'all -2: alone b',
      'all +4: alone b',
      'all -12: any a b',
      'all +34: together a b',
    ])
  })
})

test('a line that no cause takes or brings alone is of all that changed its file, or of all', async () => {
  // Majority: of three, any two.
  const tell = ({ a, b, c }: Values): Told => {
    const majority = [a, b, c].filter(each => each === 'yes').length > 1
    return {
      files: {
        other: `${a}\n-\n${majority ? 'elected\n' : ''}`,
        report: `${a}\n-\n${b}\n-\n${majority ? 'elected\n' : ''}`,
        vote: majority ? 'elected\n' : '',
      },
    }
  }
  const found = await why({ a: 'no', b: 'no', c: 'no' }, { a: 'yes', b: 'yes', c: 'yes' }, tell)
  expect(lines(found)).toEqual([
    'other -no: alone a',
    'other +yes: alone a',
    // Not of one alone, or that one would have been seen to bring it.
    'other +elected: together a b c',
    'report -no: alone a',
    'report +yes: alone a',
    'report -no: alone b',
    'report +yes: alone b',
    'report +elected: together a b',
    'vote +elected: together a b c',
  ])
})

test('a target that fails in a trial says nothing of it, and the other trial does', async () => {
  const tell = ({ a, b }: Values): Told =>
    a === 'new' && b === 'old' ? { files: {}, stopped: ['toy'] } : { files: { mine: `${a}\n-\n${b}\n` } }
  expect(lines(await why({ a: 'old', b: 'old' }, { a: 'new', b: 'new' }, tell))).toEqual([
    'mine -old: alone a',
    'mine +new: alone a',
    'mine -old: alone b',
    'mine +new: alone b',
  ])
})

test('a trial with a finding that neither revision has says nothing: what it concerns is left out', async () => {
  // Put in alone, the second one is wrong, and nothing is rendered.
  const tell = ({ a, b, c }: Values): Told =>
    `${a}${b}${c}` === 'oldnewold' ? { files: {}, findings: ['wrong'] } : { files: { mine: `${a}${b}${c}\n` } }
  expect(lines(await why({ a: 'old', b: 'old', c: 'old' }, { a: 'new', b: 'new', c: 'new' }, tell))).toEqual([
    'mine -oldoldold: any a c',
    'mine +newnewnew: together a b c',
  ])
})

test('a target that fails in one of the revisions is named, and nothing is said of it', async () => {
  const tell = ({ a }: Values): Told => ({
    files: { mine: `${a}\n`, other: { content: `${a}\n`, target: 'other' } },
    stopped: a === 'new' ? ['toy'] : [],
  })
  const found = await why({ a: 'old' }, { a: 'new' }, tell)
  expect(found.silent).toEqual(['toy'])
  expect(found.effects.map(({ file }) => file)).toEqual(['other'])
})

test('a file that came has all its lines, one that may be executed now has a mode', async () => {
  const tell = ({ a }: Values): Told => ({
    files: { script: { content: 'run\n', executable: a === 'new' }, ...(a === 'new' && { came: 'one\ntwo\n' }) },
  })
  expect(lines(await why({ a: 'old' }, { a: 'new' }, tell))).toEqual([
    'came +one: alone a',
    'came +two: alone a',
    'script -mode 0644: alone a',
    'script +mode 0755: alone a',
  ])
})

test('a line feed at the end is seen', async () => {
  const tell = ({ a }: Values): Told => ({ files: { it: a === 'new' ? 'x\n' : 'x' } })
  expect(lines(await why({ a: 'old' }, { a: 'new' }, tell))).toEqual(['it -(no line feed at the end): alone a'])
})

describe('what only loads together is one cause', () => {
  const render = (values: Values): Files => ({ out: `${Object.values(values).join('\n')}\n` })
  const [old, now] = ['old', 'new'].map(value => ({ a: value, b: value, c: value, d: value }))

  test('where one of them alone throws', async () => {
    const found = await why(old ?? {}, now ?? {}, values =>
      values['b'] === values['d'] ? { files: render(values) } : undefined,
    )
    expect(found.causes.map(({ id }) => id)).toEqual(['a.ts#a', 'c.ts#c', 'b.ts#b + d.ts#d'])
  })

  test('where one of them alone is a finding that neither revision has', async () => {
    const found = await why(old ?? {}, now ?? {}, values => ({
      files: render(values),
      findings: values['b'] === values['d'] ? ['old'] : ['old', 'new'],
    }))
    expect(found.causes.map(({ id }) => id)).toEqual(['a.ts#a', 'c.ts#c', 'b.ts#b + d.ts#d'])
  })

  test('and not where a finding was there, or is', async () => {
    const found = await why(old ?? {}, now ?? {}, values => ({
      files: render(values),
      findings: values['b'] === 'new' ? ['new'] : [],
    }))
    expect(found.causes).toHaveLength(4)
  })
})

test('one cause costs no trial beyond the two revisions, three without doubts one each', async () => {
  const tell = (values: Values): Told => ({ files: Object.fromEntries(Object.entries(values)) })
  const one = toy(tell)
  await causes(sources({ a: '1' }), sources({ a: '2' }), one)
  expect(one.asked).toHaveLength(2)
  const three = toy(tell)
  await causes(sources({ a: '1', b: '1', c: '1' }), sources({ a: '2', b: '2', c: '2' }), three)
  expect(three.asked).toHaveLength(5)
})

test('very many changes are put back file by file', async () => {
  const file = (value: string): string =>
    Array.from({ length: 30 }, (_, index) => `export const n${index} = '${value}'\n`).join('')
  const both = (value: string): Sources =>
    new Map(['a.ts', 'b.ts'].map(name => [name, file(`${value} ${name}`).replaceAll('const n', `const ${name[0]}`)]))
  const trial = toy(values => ({
    files: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `${value}\n`])),
  }))
  const found = await causes(both('1'), both('2'), trial)
  expect('causes' in found ? found.causes : found).toEqual(
    ['a.ts', 'b.ts'].map(id => ({
      id,
      where: [{ file: id, before: { from: 1, to: 30 }, after: { from: 1, to: 30 } }],
    })),
  )
})
