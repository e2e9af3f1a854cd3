import type { RenderedFile } from '@homelab/estate/model'
import { readYaml } from '@homelab/formats'
import { isManifest } from './json.ts'
import type { RenderedManifest } from './seen.ts'

/** The objects that rendered files hold. */
export function objectsOf(files: readonly RenderedFile[]): readonly RenderedManifest[] {
  return files
    .filter(({ path }) => path.endsWith('.yaml'))
    .flatMap(({ content, sources }) => {
      const manifest: unknown = readYaml(content)
      return isManifest(manifest) ? [{ manifest, sources }] : []
    })
}
