import { loginValue, type ResolvedLogin } from '@homelab/estate/model'
import { printYaml } from '@homelab/formats'
import { isLoginPatch, type LoginPatchUse } from './uses.ts'

type Fields = Readonly<Record<string, unknown>>

/** What programs find in ConfigMaps of where people log in for them. */
export interface LoginPatch {
  readonly use: LoginPatchUse
  /** Whose login says it; of several the first. */
  readonly provider: string
  /** Key -> text. */
  readonly data: Readonly<Record<string, string>>
}

/**
 * The same, a ConfigMap each. Several programs of one service, such as its pages and its command line, stand in one text.
 *
 * @param titleOf what people call a provider
 */
export function loginPatches(
  logins: readonly ResolvedLogin[],
  titleOf: (provider: string) => string | undefined,
): readonly LoginPatch[] {
  const patched = logins.flatMap(login => (isLoginPatch(login.use) ? [{ login, use: login.use }] : []))
  return [...Map.groupBy(patched, ({ use }) => use.configMap).values()].flatMap((all): readonly LoginPatch[] => {
    const [first] = all
    if (first === undefined) return []
    const data: Record<string, string | Fields> = {}
    for (const { login, use } of all)
      for (const [key, value] of valuesOf(login, use, titleOf(login.provider) ?? login.provider)) {
        const before = data[key]
        data[key] = typeof value === 'object' && typeof before === 'object' ? { ...before, ...value } : value
      }
    const texts = Object.entries(data).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : printYaml(value),
    ])
    return [{ use: first.use, provider: first.login.provider, data: Object.fromEntries(texts) }]
  })
}

function valuesOf(
  login: ResolvedLogin,
  { data }: LoginPatchUse,
  title: string,
): readonly (readonly [key: string, value: string | Fields])[] {
  return Object.entries(data).map(([key, value]) => {
    if (typeof value === 'string' || 'text' in value) return [key, loginValue(login, value, title)]
    const fields = Object.entries(value.yaml).map(([field, of]) => [
      field,
      of === true || isList(of) ? of : loginValue(login, of, title),
    ])
    return [key, Object.fromEntries(fields)]
  })
}

function isList<T>(value: T | readonly string[]): value is readonly string[] {
  return Array.isArray(value)
}
