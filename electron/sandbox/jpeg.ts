export interface PixelSize {
  readonly width: number
  readonly height: number
}

/** Start-of-frame markers: all of C0 to CF but the tables C4, C8 and CC. */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

/** Size of a JPEG as its frame header says; undefined for anything that is not a JPEG. */
export function jpegSize(bytes: Buffer): PixelSize | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined
  let position = 2
  while (position + 9 < bytes.length && bytes[position] === 0xff) {
    const marker = bytes[position + 1] ?? 0
    if (isStartOfFrame(marker)) {
      return { height: bytes.readUInt16BE(position + 5), width: bytes.readUInt16BE(position + 7) }
    }
    position += 2 + bytes.readUInt16BE(position + 2)
  }
  return undefined
}
