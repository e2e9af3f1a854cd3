import type { Command, Option, Options } from './command.ts'

const PROGRAM = 'mise run'

/** The help of the whole. */
export function helpOfAll(commands: readonly Command[]): string {
  return lines(
    `Usage: ${PROGRAM} COMMAND [OPTIONS]`,
    '',
    'States a homelab once, as typed code, and renders every system from it.',
    '',
    'Commands:',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    'Options:',
    ...columns([
      ['-h, --help', 'this help; after a command, its own'],
      ['--version', 'the version, and that of Node.js'],
    ]),
    '',
    'Exit codes: 0 fine, 1 findings or differences, 2 wrong usage, 3 the disk or another run is in the way.',
    'Without mise: node packages/synth/src/start.js COMMAND. DEBUG=1 shows the stack of an error.',
  )
}

export function helpOf({ name, summary, details, options, examples }: Command): string {
  return lines(
    `Usage: ${PROGRAM} ${name}${argumentOf(options)} [OPTIONS]`,
    '',
    `${summary}.`,
    ...(details === '' ? [] : ['', details]),
    '',
    'Options:',
    ...columns([
      ...Object.entries(options).map(([option, declared]) => optionLine(option, declared)),
      ['-h, --help', 'this help'],
    ]),
    '',
    'Examples:',
    ...columns(examples.map(({ line, does }) => [`${PROGRAM} ${line}`, does])),
  )
}

function argumentOf(options: Options): string {
  return Object.values(options)
    .flatMap(option => (option.type === 'argument' ? [` [${option.value}]`] : []))
    .join('')
}

function optionLine(name: string, option: Option): [string, string] {
  if (option.type === 'argument') return [option.value, option.help]
  if (option.type === 'flag') return [`--${name}`, option.help]
  const byDefault = option.default === undefined ? '' : ` (default: ${option.default})`
  return [`--${name} ${option.value}`, `${option.help}${byDefault}`]
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`
}
