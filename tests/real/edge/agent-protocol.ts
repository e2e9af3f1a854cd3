/** What the agent in a network can be told. */
export type Command =
  | {
      readonly do: 'serve'
      readonly name: string
      readonly address: string
      readonly port: number
      /** Absent: plain HTTP; `tcp`: says back what it is told. */
      readonly tls?: 'tcp' | { readonly key: string; readonly certificate: string }
    }
  | { readonly do: 'delay'; readonly name: string; readonly milliseconds: number }
  | { readonly do: 'stop'; readonly name: string }
  | { readonly do: 'seen'; readonly name: string }
  | {
      readonly do: 'ask'
      readonly from: string
      readonly to: string
      readonly port: number
      readonly parts: readonly { readonly text: string; readonly after: number }[]
      /** How long it waits for the other side to close. */
      readonly milliseconds: number
      /** Speaks TLS, and asks for this name. */
      readonly tlsName?: string
    }

/** A request as a stand-in saw it. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

export interface Answered {
  /** Everything that came back, one character a byte. */
  readonly text: string
  /** `refused`: no connection; `open`: neither closed nor refused when the patience ended. */
  readonly how: 'closed' | 'open' | 'refused'
  readonly milliseconds: number
}
