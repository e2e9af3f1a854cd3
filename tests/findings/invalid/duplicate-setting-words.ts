import { image, service, text } from '@homelab/estate'
import { configMap } from '@homelab/kubernetes'
import { type Expected, fixture, pod } from '../parts.ts'

const about = { title: 'App', summary: 'is told twice', ports: {} }
const list = 'https://example.org/a\nhttps://example.org/b\n'

function app(name: string, args: readonly string[], units: string, urls: string) {
  return service(import.meta, name, {
    ...about,
    // here
    workload: pod({
      container: {
        image: image('example.org/app', '1.0.0'),
        args,
        env: { UNITS: units },
        mounts: { urls: { path: '/urls', readOnly: true } },
      },
      // here
      volumes: [configMap('urls', `${name}-urls`, { 'urls.txt': text(urls) })],
    }),
  })
}

/** Flags, numbers and options of several values; a list that begins again after another word. */
const right = app('right', ['sleep', '10', '10', '-v', '-v', '--of', 'a', '--of', 'b', 'a', 'b'], 'web,mail,wiki', list)
const wrong = app('wrong', ['run', 'run', '--of=a', 'x', '--of=a'], 'web,mail,web', `${list}https://example.org/a\n`)
const both = app('both', ['--of', '--in', 'a', '--of', 'b'], 'web,mail,wiki', list)
// here
const path = service(import.meta, 'path', { ...about, workload: pod({ container: searching('/bin:/usr/bin:/bin') }) })

function searching(search: string) {
  return { image: image('example.org/app', '1.0.0'), env: { PATH: search } }
}

export default fixture(import.meta, { services: [right, wrong, both, path] })
export const expected: Expected = [
  'duplicate-setting both workload.container.args[3]',
  'duplicate-setting path workload.container.env.PATH',
  'duplicate-setting wrong workload.container.args[1]',
  'duplicate-setting wrong workload.container.args[4]',
  'duplicate-setting wrong workload.container.env.UNITS',
  'duplicate-setting wrong workload.volumes[0].files.urls.txt.text',
]
