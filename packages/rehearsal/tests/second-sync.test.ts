/** A second sync, over objects that move beside it; and what could not be asked. */
import { expect, test } from 'vitest'
import type { ControlPlane } from '../src/run/control-plane.ts'
import { secondSync } from '../src/run/judge.ts'
import { onceMore } from '../src/run/once-more.ts'

const tracking = { 'argocd.argoproj.io/tracking-id': 'web:/ConfigMap:web/settings' }

/** What is in what the Application `web` delivers, and in what nobody does. */
type Look = readonly [delivered: string, other: string]

/** A cluster with two ConfigMaps at each look. */
function cluster(looks: readonly Look[]) {
  const left = [...looks]
  const object = (name: string, value: string, annotations: Readonly<Record<string, string>>) => ({
    ...{ kind: 'ConfigMap', metadata: { name, namespace: 'web', uid: name, annotations }, data: { value } },
  })
  const look = (): string => {
    const [delivered, other] = left.shift() ?? ['', '']
    return JSON.stringify({ items: [object('settings', delivered, tracking), object('other', other, {})] })
  }
  const ran = (stdout: string) => ({ exitCode: 0, stdout, stderr: '' })
  const plane = {
    argocd: { kubectl: async () => ran('{"items":[]}'), ask: async () => ran('') },
    kubectl: async ([verb]: readonly string[]) => ran(verb === 'get' ? look() : 'configmaps\n'),
  } as unknown as ControlPlane
  return { plane, looked: () => looks.length - left.length }
}

async function synced(...looks: readonly Look[]) {
  const { plane, looked } = cluster(looks)
  const said: string[] = []
  const [{ wrong } = { wrong: [] }] = await secondSync(plane, ['web'], text => said.push(text))
  return { wrong: wrong.map(({ what }) => what), said: said.length, looked: looked() }
}

const settings = 'the second sync changed something: ConfigMap web/settings changed in data'
const other = 'the second sync changed something: ConfigMap web/other changed in data'

test('nothing changes', async () => {
  expect(await synced(['1', '1'], ['1', '1'])).toEqual({ wrong: [], said: 0, looked: 2 })
})

test('what an Application delivers is as strict as before', async () => {
  expect(await synced(['1', '1'], ['2', '1'])).toEqual({ wrong: [settings], said: 0, looked: 2 })
  expect(await synced(['1', '1'], ['2', '2'])).toEqual({
    wrong: [settings, other],
    said: 0,
    looked: 2,
  })
})

test('what a controller was late with is done by the next sync, and said', async () => {
  expect(await synced(['1', '1'], ['1', '2'], ['1', '2'], ['1', '2'])).toEqual({ wrong: [], said: 1, looked: 4 })
})

test('what each sync does to others is told', async () => {
  expect(await synced(['1', '1'], ['1', '2'], ['1', '2'], ['1', '3'])).toEqual({ wrong: [other], said: 1, looked: 4 })
})

test('what could not be asked is asked once more, and no more', async () => {
  const reasons: unknown[] = []
  const answers = (...all: readonly (string | Error)[]) => {
    const left = [...all]
    return async (): Promise<string> => {
      const answer = left.shift() ?? 'asked too often'
      if (answer instanceof Error) throw answer
      return answer
    }
  }
  const failed = (error: unknown) => reasons.push(error)
  const [busy, gone] = [new Error('busy'), new Error('gone')]
  expect(await onceMore(answers('fine'), failed)).toBe('fine')
  expect(await onceMore(answers(busy, 'fine'), failed)).toBe('fine')
  await expect(onceMore(answers(busy, gone, 'fine'), failed)).rejects.toBe(gone)
  expect(reasons).toEqual([busy, busy])
  const over = () => {
    throw gone
  }
  await expect(onceMore(answers(busy, 'fine'), over)).rejects.toBe(gone)
})
