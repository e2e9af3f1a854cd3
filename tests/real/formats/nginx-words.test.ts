import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { nginx, printNginx } from '@homelab/formats'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { findProgram, skipped } from '../tools.ts'
import { samples, text } from './trees.ts'

const { block, directive } = nginx

/** A server on a socket of its own that answers `/0`, `/1`, ... with the words. */
function configuration(folder: string, words: readonly string[]): string {
  const locations = words.map((word, index) =>
    block('location', ['=', `/${index}`], [directive('return', '200', word)]),
  )
  return printNginx([
    directive('daemon', 'off'),
    directive('master_process', 'off'),
    directive('pid', join(folder, 'pid')),
    directive('error_log', 'stderr'),
    block('events', [], []),
    block(
      'http',
      [],
      [
        directive('access_log', 'off'),
        ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(of =>
          directive(`${of}_temp_path`, join(folder, of)),
        ),
        block('server', [], [directive('listen', `unix:${join(folder, 'socket')}`), ...locations]),
      ],
    ),
  ])
}

function get(socketPath: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path }, answer => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => resolve(Buffer.concat(chunks).toString()))
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** Five seconds at most; then the first question says what is wrong. */
async function untilUp(socket: string): Promise<void> {
  for (let left = 50; left > 0 && !existsSync(socket); left--) await sleep(100)
}

test('nginx answers with the words as they were given', async context => {
  const program = findProgram('nginx')
  if (program === undefined) return context.skip(skipped('nginx'))
  // A dollar sign begins a variable, which has another value than its name.
  const words = samples(text).filter(word => !word.includes('$'))
  const folder = mkdtempSync(join(tmpdir(), 'formats-nginx-'))
  const config = join(folder, 'nginx.conf')
  writeFileSync(config, configuration(folder, words))
  const server = execa(program, ['-p', folder, '-c', config], { reject: false })
  try {
    const stopped = server.then(({ stderr }) => Promise.reject(new Error(`nginx stopped: ${stderr}`)))
    const socket = join(folder, 'socket')
    const answers = async () => {
      await untilUp(socket)
      const bodies: string[] = []
      for (const [index] of words.entries()) bodies.push(await get(socket, `/${index}`))
      return bodies
    }
    expect(await Promise.race([answers(), stopped])).toEqual(words)
  } finally {
    server.kill()
    await server
    rmSync(folder, { recursive: true, force: true })
  }
})
