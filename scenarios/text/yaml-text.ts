/** True for a document that looks like JSON, where every text needs its quotes. */
export function looksLikeJson(text: string): boolean {
  return /^[\s\uFEFF]*[{[]/.test(text)
}

/** A value as YAML writes it in any place: plain where that cannot be misread, in double quotes otherwise. */
export function scalarText(value: string | number | boolean, isJson = false): string {
  if (typeof value !== "string") return String(value)
  return !isJson && isPlain(value) ? value : JSON.stringify(value)
}

/** Words of letters, digits and harmless signs that are neither a number nor true, false or null. */
function isPlain(text: string): boolean {
  const isWords = /^[\w.][\w./%+=-]*(?: [\w.][\w./%+=-]*)*$/.test(text)
  return isWords && Number.isNaN(Number(text)) && !/^(?:true|false|null|\.nan|\.inf)$/i.test(text)
}
