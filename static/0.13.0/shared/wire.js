// Reads a message, laid out as explorer/live/message/wire.py says.

/** @type {Record<string, Uint8ArrayConstructor | Int16ArrayConstructor | Uint32ArrayConstructor | Float32ArrayConstructor | Float64ArrayConstructor>} */
const TYPES = {
  u1: Uint8Array,
  i2: Int16Array,
  u4: Uint32Array,
  f4: Float32Array,
  f8: Float64Array,
};

/**
 * Where an array lies in the body of a message.
 * @typedef {{ dtype: string, shape: number[], offset: number }} Entry
 */

/**
 * The fields and arrays of these bytes, which are a message of type T. Throws where they are none.
 * @template T
 * @param {unknown} data
 * @returns {T}
 */
export function read(data) {
  if (!(data instanceof Uint8Array) || data.length < 8) throw Error("it is empty");
  const bytes = data.slice(); // a copy starts at an aligned address
  const length = new DataView(bytes.buffer).getUint32(0, true);
  if (!length || length > bytes.length - 4) throw Error("it is cut short");
  const message = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const start = Math.ceil((4 + length) / 8) * 8;
  /** @type {[string, Entry][]} */
  const entries = Object.entries(message.arrays);
  for (const [name, { dtype, shape, offset }] of entries) {
    const size = shape.reduce((a, b) => a * b, 1);
    message[name] = new TYPES[dtype](bytes.buffer, start + offset, size);
  }
  return message;
}
