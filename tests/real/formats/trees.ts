/** Random trees for the printers, the same ones on every run. */
import fc from 'fast-check'

/** Change it to look elsewhere; every check prints it. */
const seed = Number(process.env['SEED'] ?? 20_260_208)

/** As many trees as one check takes. */
const RUNS = 600

export function samples<T>(of: fc.Arbitrary<T>): readonly T[] {
  process.stderr.write(`seed ${seed}, ${RUNS} trees\n`)
  return fc.sample(of, { seed, numRuns: RUNS })
}

/** Words, text full of what formats treat as syntax, and any text that stands in a file. */
export const line: fc.Arbitrary<string> = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9_.:/-]{0,12}$/),
  fc.string({
    unit: fc.constantFrom(...' \\"\'`{}[]()<>#;:,=$%&*!|?@~^-+_/.ab01\u00e9\u4e16\u{1f600}'),
    maxLength: 10,
  }),
  fc.string({ unit: 'binary', maxLength: 8 }).map(text => text.replace(/[\p{Cc}\u2028\u2029\ufeff]/gu, '_')),
  fc.constantFrom(
    '',
    ' ',
    'yes',
    'on',
    '0755',
    '1:30',
    'null',
    '{{ name }}',
    '\\',
    '\\\\',
    '\\n',
    '"',
    "'",
    '`',
    '"a"',
  ),
)

/** Text of several lines and with tabs. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: line },
  { weight: 1, arbitrary: fc.array(line, { minLength: 2, maxLength: 4 }).map(lines => lines.join('\n')) },
  { weight: 1, arbitrary: fc.tuple(line, line).map(([a, b]) => `${a}\t${b}`) },
)

export const identifier: fc.Arbitrary<string> = fc
  .stringMatching(/^[a-z_][a-z0-9_]{0,10}$/)
  .filter(name => !['true', 'false', 'null'].includes(name))

export const number: fc.Arbitrary<number> = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  // No format here tells -0 from 0.
  .map(value => value + 0)

/** One to three lines of a comment, as the printers take them. */
export const comment: fc.Arbitrary<string> = fc
  .array(fc.stringMatching(/^[A-Za-z{}"'`;#][\w ,.;{}"'`#/*\\]{0,20}[\w.{}"]$/), { minLength: 1, maxLength: 3 })
  .map(lines => lines.join('\n'))

/**
 * Members in random order. Left out are names that look like numbers, which JavaScript moves to the front, and `"` and
 * `\\` alone: the JSON.parse of Node 24 loses the one beside the other, so the parsers' answer would arrive without it.
 */
export function members<T>(name: fc.Arbitrary<string>, value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
  const named = name.filter(each => !/^(?:\d+|["\\])$/.test(each) && each !== '__proto__')
  return fc.dictionary(named, value, { maxKeys: 5 }).map(object => Object.fromEntries(Object.entries(object)))
}
