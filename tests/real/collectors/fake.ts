/** Stand-ins for a collector's sources: programs and HTTP servers that give recorded answers and refuse the rest. */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { shellQuote } from '@homelab/formats/shell'
import { onTestFinished } from 'vitest'
import { executable } from './run.ts'

const recorded = join(import.meta.dirname, 'recorded')

export function recordedText(path: string): string {
  return readFileSync(join(recorded, path), 'utf8')
}

export interface Answer {
  /** Part of the command line, arguments joined by spaces. */
  readonly to: string
  /** A file of recorded/; without it the program prints nothing. */
  readonly with?: string
  readonly exitCode?: number
  /** Gives no answer before the test's own time is up. */
  readonly hangs?: true
}

/** Writes a program that gives the first fitting answer, and refuses other command lines with exit code 64. */
export function fakeProgram(path: string, answers: readonly Answer[]): string {
  const cases = answers.map(({ to, with: file, exitCode = 0, hangs }) => {
    const wait = hangs ? 'exec sleep 600; ' : ''
    const print = file === undefined ? '' : `cat ${shellQuote(join(recorded, file))}; `
    return `*${shellQuote(to)}*) ${wait}${print}exit ${exitCode} ;;`
  })
  return executable(
    path,
    `${['#!/bin/sh', 'case "$*" in', ...cases, 'esac', 'echo "not recorded: $*" >&2', 'exit 64'].join('\n')}\n`,
  )
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** Serves on a free port of localhost until the test ends; returns scheme, host and port. */
export async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Answers with a status and a body. */
export function reply(response: ServerResponse, status: number, body = ''): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}
