import { strToU8, zipSync } from 'fflate'

/** A workbook of one sheet, from the XML of its parts. */
export function aWorkbook(
  sheet: string,
  parts: { readonly shared?: string; readonly styles?: string } = {},
): Uint8Array {
  const head = '<?xml version="1.0" encoding="UTF-8"?>'
  const relation = (id: string, target: string) =>
    `<Relationship Id="${id}" Type="x" Target="${target}"/>`
  return zipSync({
    'xl/workbook.xml': strToU8(
      `${head}<workbook xmlns:r="r"><sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `${head}<Relationships>${relation('rId1', 'worksheets/sheet1.xml')}</Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(sheet),
    ...(parts.shared !== undefined && { 'xl/sharedStrings.xml': strToU8(parts.shared) }),
    ...(parts.styles !== undefined && { 'xl/styles.xml': strToU8(parts.styles) }),
  })
}

export function aSheet(rows: string): string {
  return `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData></worksheet>`
}
