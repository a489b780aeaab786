/** Puts values into `{{name}}` and `{{1}}`; a variable without a value stays visible as it is. */
export function fillTemplate(
  text: string,
  valueOf: (variable: string) => string | undefined,
): string {
  return text.replace(
    /\{\{\s*(\w+)\s*\}\}/g,
    (whole, variable: string) => valueOf(variable) ?? whole,
  )
}

/** Variables that have no value yet. */
export function missingVariables(
  variables: readonly string[],
  values: Readonly<Record<string, string>>,
): string[] {
  return variables.filter((variable) => (valueIn(values, variable) ?? '').trim() === '')
}

/** A value by its own name: a variable may be called like something that every object has. */
export function valueIn(
  values: Readonly<Record<string, string>>,
  variable: string,
): string | undefined {
  return Object.hasOwn(values, variable) ? values[variable] : undefined
}
