// What every canvas of the app shares: reading a message, laid out as wire.py says, and elements.

const TYPES = {
  u1: Uint8Array,
  i2: Int16Array,
  u4: Uint32Array,
  f4: Float32Array,
  f8: Float64Array,
};

export function read(data) {
  if (!ArrayBuffer.isView(data) || data.length < 8) throw Error("it is empty");
  const bytes = data.slice(); // a copy starts at an aligned address
  const length = new DataView(bytes.buffer).getUint32(0, true);
  if (!length || length > bytes.length - 4) throw Error("it is cut short");
  const message = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const start = Math.ceil((4 + length) / 8) * 8;
  for (const [name, { dtype, shape, offset }] of Object.entries(message.arrays)) {
    const size = shape.reduce((a, b) => a * b, 1);
    message[name] = new TYPES[dtype](bytes.buffer, start + offset, size);
  }
  return message;
}

export function make(tag, name, parent, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  parent?.append(element);
  return element;
}

// Writing only what differs spares the browser a layout.
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
