// mgl.wasm for JavaScript: the same in Node, a page and a worker. No file, no network.
//
//   const mgl = await Mgl.from(bytes);
//   const { code, out, err, files } = mgl.run(["lint", "a.mgl"], { files: { "a.mgl": text } });

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const ERRNO_BADF = 8;
const ERRNO_NOSYS = 52;

/** `2026-03-01` as days since 1970-01-01; today, by the local calendar, where it is not given. */
export function dayNumber(date) {
  if (date) return Math.round(Date.parse(date + "T00:00:00Z") / 86_400_000);
  const now = new Date();
  return Math.round(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86_400_000);
}

export class Mgl {
  #exports;

  /** `source`: the bytes of mgl.wasm (ArrayBuffer, typed array), a Response, or a compiled module. */
  static async from(source) {
    const mgl = new Mgl();
    let module = source;
    if (typeof Response !== "undefined" && source instanceof Response) {
      module = await WebAssembly.compileStreaming(source);
    } else if (!(source instanceof WebAssembly.Module)) {
      module = await WebAssembly.compile(source);
    }
    const instance = await WebAssembly.instantiate(module, mgl.#imports(module));
    mgl.#exports = instance.exports;
    instance.exports._initialize?.();
    return mgl;
  }

  /**
   * Runs `mgl ...args`. `files`: texts or bytes by name; `written`: names of files that the run may write. What is
   * returned are bytes (`outBytes`, `errBytes`, `files`) and, as getters, texts (`out`, `err`).
   */
  run(args, { files = {}, input = "", today, written = [] } = {}) {
    const e = this.#exports;
    e.mgl_remove_files();
    for (const [name, text] of Object.entries(files)) {
      this.#with([name, text], (...places) => e.mgl_put_file(...places));
    }
    const line = args.map((word) => word + "\0").join("");
    const code = this.#with([line, input], (...places) => e.mgl_run(...places, dayNumber(today)));
    const outBytes = this.#bytes(e.mgl_out(), e.mgl_out_size());
    const errBytes = this.#bytes(e.mgl_err(), e.mgl_err_size());
    const made = {};
    for (const name of written) {
      const file = this.#with([name], (...places) => e.mgl_file(...places));
      if (file !== 0) made[name] = this.#bytes(e.mgl_text(file), e.mgl_text_size(file));
    }
    return {
      code,
      outBytes,
      errBytes,
      files: made,
      get out() {
        return decoder.decode(outBytes);
      },
      get err() {
        return decoder.decode(errBytes);
      },
    };
  }

  get memoryBytes() {
    return this.#exports.memory.buffer.byteLength;
  }

  /** Calls `use` with a place and a size for each text. */
  #with(texts, use) {
    const e = this.#exports;
    const places = [];
    const values = [];
    try {
      for (const text of texts) {
        const bytes = typeof text === "string" ? encoder.encode(text) : text;
        const place = e.mgl_allocate(Math.max(1, bytes.length));
        if (place === 0) throw new Error("there is not enough memory");
        places.push(place);
        // Memory that grew has a new buffer: the view is made after every allocation.
        new Uint8Array(e.memory.buffer, place, bytes.length).set(bytes);
        values.push(place, bytes.length);
      }
      return use(...values);
    } finally {
      for (const place of places) e.mgl_free(place);
    }
  }

  #bytes(place, size) {
    return new Uint8Array(this.#exports.memory.buffer, place, size).slice();
  }

  // The few WASI calls that C++'s start and abort() make. Nothing is read, and nothing is written but to the console.
  // Every other import is there and says that it is not.
  #imports(module) {
    const view = () => new DataView(this.#exports.memory.buffer);
    const known = {
      environ_sizes_get: (count, size) => {
        view().setUint32(count, 0, true);
        view().setUint32(size, 0, true);
        return 0;
      },
      environ_get: () => 0,
      // How wasi-libc learns that there are no folders; any other error would end the module.
      fd_prestat_get: () => ERRNO_BADF,
      fd_write: (descriptor, list, count, written) => {
        if (descriptor !== 1 && descriptor !== 2) return ERRNO_BADF;
        let total = 0;
        for (let i = 0; i < count; ++i) {
          const size = view().getUint32(list + 8 * i + 4, true);
          console.error(decoder.decode(this.#bytes(view().getUint32(list + 8 * i, true), size)));
          total += size;
        }
        view().setUint32(written, total, true);
        return 0;
      },
      proc_exit: (code) => {
        throw new Error(`mgl.wasm ended with ${code}`);
      },
    };
    const imports = {};
    for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
      if (kind !== "function") throw new Error(`mgl.wasm imports ${from}.${name}, which is no function`);
      (imports[from] ??= {})[name] = known[name] ?? (() => ERRNO_NOSYS);
    }
    return imports;
  }
}
