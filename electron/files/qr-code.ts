import { renderSVG } from 'uqr'

/**
 * A QR code as SVG, dark on white on every ground, with the quiet zone of four modules that readers need
 * (ISO/IEC 18004) and medium error correction, so that a printed one survives a crease.
 */
export function qrCodeSvg(text: string): string {
  return renderSVG(text, { ecc: 'M', border: 4 })
}
