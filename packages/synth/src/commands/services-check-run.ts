import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Check, checksOf, tailnetNames } from '@homelab/checkup'
import { type AskingOptions, fails, OUTSIDE, type Result, runChecks } from '@homelab/checkup/run'
import { didYouMean } from '@homelab/estate/nearest'
import { isTailnetAddress } from '@homelab/tailnet/render'
import { type ExitCode, UsageError } from '../cli/command.ts'
import type { Context } from '../cli/context.ts'
import { kubectl, missingWords, pagesOf, ssh } from '../needed.ts'
import { formatResults, resultsForPrograms } from '../services-report.ts'
import { printJson } from './print-json.ts'
import { resolvedEstate } from './resolved-estate.ts'

interface Values {
  readonly only: string | undefined
  readonly timeout: string
  readonly 'certificate-days': string
  readonly 'connect-to': string | undefined
  readonly estate: string | undefined
  readonly json: boolean
}

/** `services-check`: asks, and shows what was answered. */
export async function checkServices(values: Values, context: Context): Promise<ExitCode> {
  const { now, progress, env, home } = context
  const resolved = await resolvedEstate(values.estate, context)
  const options: AskingOptions = {
    parts: resolved.parts,
    timeoutMs: positive('timeout', values.timeout) * 1000,
    certificateDays: positive('certificate-days', values['certificate-days']),
    connectTo: connections(values['connect-to'], context),
    tailnet: { names: tailnetNames(resolved), holds: isTailnetAddress },
    kubeconfig: env['KUBECONFIG'],
    home,
    today: () => new Date(),
  }
  const checks = chosen(checksOf(resolved), values.only)
  const start = now()
  const results = await runChecks(checks, options, {
    now,
    done: ({ check }, done, of) => progress.show(`${done} of ${of} asked; last ${check.service} ${check.what}`),
  })
  progress.clear()
  const milliseconds = Math.round(now() - start)
  for (const line of lacking(results)) context.err.write(`${line}\n`)
  context.out.write(
    values.json
      ? printJson(resultsForPrograms(results, milliseconds))
      : formatResults(results, milliseconds, context.paint),
  )
  return results.some(fails) ? 1 : 0
}

/** What stands in the way of many questions, said once. */
function lacking(results: readonly Result[]): readonly string[] {
  const asked = (words: string): boolean => results.some(({ detail }) => detail.includes(words))
  const missing = [ssh, kubectl].filter(each => asked(missingWords([each])))
  return [
    ...(missing.length === 0
      ? []
      : [`${missingWords(missing)}: what would be asked by that stays unknown; ${pagesOf(missing)}`]),
    ...(asked(OUTSIDE) ? ['this machine is not in the tailnet: join it, or ask from another one'] : []),
  ]
}

function positive(name: string, text: string): number {
  const number = Number(text)
  if (Number.isFinite(number) && number > 0) return number
  throw new UsageError(`--${name} takes a number above 0, but got ${text}`)
}

function chosen(checks: readonly Check[], only: string | undefined): readonly Check[] {
  if (only === undefined) return checks
  const names = only.split(',')
  const known = new Set(checks.map(({ service }) => service))
  for (const name of names) {
    if (!known.has(name)) throw new UsageError(`there is nothing to ask of ${name}${didYouMean(name, [...known])}`)
  }
  return checks.filter(({ service }) => names.includes(service))
}

function connections(file: string | undefined, { cwd }: Context): Readonly<Record<string, string>> {
  if (file === undefined) return {}
  const text = readFileSync(resolve(cwd, file), 'utf8')
  const table = parsed(text)
  if (typeof table !== 'object' || table === null) throw new UsageError(`${file} is no table in JSON`)
  const wrong = Object.entries(table).find(entry => !entry.every(end => /^.+:\d+$/.test(String(end))))
  if (wrong !== undefined) throw new UsageError(`${file}: both ends are HOST:PORT, but it has ${wrong.join(' -> ')}`)
  return table as Readonly<Record<string, string>>
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
