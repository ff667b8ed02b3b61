import { type Code, TYPE, unsignedLeb } from './wasm-code.ts'

/** What this folder uses of WebAssembly; its types come with the DOM's, which a server has no use for. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object
  readonly Instance: new (
    module: object,
  ) => { readonly exports: { readonly memory: { readonly buffer: ArrayBuffer }; readonly run: WasmFunction } }
}

type WasmFunction = (...parameters: number[]) => number

/** A function in WebAssembly of 32-bit parameters and result, and the memory it works on. */
export interface WasmProgram {
  readonly memory: ArrayBuffer
  readonly run: WasmFunction
}

/**
 * Builds and instantiates a module of one function and one memory of fixed size.
 *
 * @param parameterCount number of `i32` parameters; the result is an `i32` too
 * @param localTypes `TYPE`s of the variables that follow the parameters
 * @param pages size of the memory in pages of 65,536 bytes
 */
export function buildWasm(
  parameterCount: number,
  localTypes: readonly number[],
  body: Code,
  pages: number,
): WasmProgram {
  const i32s = Array<number>(parameterCount).fill(TYPE.i32)
  const locals = list(localTypes.map((type) => [1, type]))
  const instance = new WebAssembly.Instance(
    new WebAssembly.Module(
      Uint8Array.from([
        ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
        ...section(1, list([[0x60, ...list(i32s.map((type) => [type])), ...list([[TYPE.i32]])]])),
        ...section(3, list([[0]])),
        ...section(5, list([[0x01, ...unsignedLeb(pages), ...unsignedLeb(pages)]])),
        ...section(7, list([exported('memory', 2), exported('run', 0)])),
        ...section(10, list([sized([...locals, ...body, 0x0b])])),
      ]),
    ),
  )
  return { memory: instance.exports.memory.buffer, run: instance.exports.run }
}

const sized = (content: Code): Code => [...unsignedLeb(content.length), ...content]
const list = (items: readonly Code[]): Code => [...unsignedLeb(items.length), ...items.flat()]
const section = (id: number, content: Code): Code => [id, ...sized(content)]
const exported = (name: string, kind: number): Code => [
  ...sized([...name].map((letter) => letter.charCodeAt(0))),
  kind,
  0,
]
