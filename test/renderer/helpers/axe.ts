import axe from 'axe-core'

/** Accessibility faults on the page, as `rule: element` lines; [] is what a test asks for. */
export async function axeFaults(root: Element = document.body): Promise<string[]> {
  const result = await axe.run(root, {
    // jsdom neither lays out nor paints; a single part has no landmarks. The browser tests look at both.
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  })
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)}`),
  )
}
