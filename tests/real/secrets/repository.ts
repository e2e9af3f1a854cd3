/** A repository with encrypted files, made as a person makes them: keys of age, files by `sops encrypt`. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Estate } from '@homelab/estate/model'
import { execa } from 'execa'
import { render } from '../../support/render-estate.ts'
import type { SopsPrograms } from './programs.ts'

export interface Key {
  /** The file that holds it. */
  readonly file: string
  /** What is stated. */
  readonly recipient: string
}

export interface Repository {
  readonly folder: string
  /** Writes what is rendered of an estate, and the link by which SOPS finds its rules. */
  render(estate: Estate): ReadonlyMap<string, string>
  /** Makes an encrypted file by the rendered rules; gives its text. */
  encrypt(path: string, values: object): Promise<string>
  read(path: string): string
  remove(): void
}

const rendered = 'dist'

export function repository({ sops, bin }: SopsPrograms): Repository {
  const folder = mkdtempSync(join(tmpdir(), 'sops-'))
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return {
    folder,
    render: estate => {
      rmSync(join(folder, rendered), { recursive: true, force: true })
      const { files } = render(estate)
      for (const [path, content] of files) write(join(rendered, path), content)
      rmSync(join(folder, '.sops.yaml'), { force: true })
      symlinkSync(`${rendered}/.sops.yaml`, join(folder, '.sops.yaml'))
      return files
    },
    encrypt: async (path, values) => {
      write(path, JSON.stringify(values))
      await execa(sops, ['encrypt', '--in-place', path], { cwd: folder, env: { PATH: bin } })
      return readFileSync(join(folder, path), 'utf8')
    },
    read: path => readFileSync(join(folder, path), 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A new key, in a file of its own. */
export async function newKey({ keygen }: SopsPrograms, file: string): Promise<Key> {
  await execa(keygen, ['-o', file])
  const { stdout } = await execa(keygen, ['-y', file])
  return { file, recipient: stdout.trim() }
}
