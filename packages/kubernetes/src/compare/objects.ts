import type { RenderedFile } from '@homelab/estate/model'
import { parse } from 'yaml'
import { isManifest } from './json.ts'
import type { RenderedManifest } from './seen.ts'

/** The objects that files hold. */
export function objectsOf(files: readonly RenderedFile[]): readonly RenderedManifest[] {
  return files
    .filter(({ path }) => path.endsWith('.yaml'))
    .flatMap(({ content, sources }) => {
      const manifest: unknown = parse(content)
      return isManifest(manifest) ? [{ manifest, sources }] : []
    })
}
