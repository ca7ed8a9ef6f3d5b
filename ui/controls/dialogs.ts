import { create } from "zustand"

/** What lies over the page, one at a time. */
export type DialogName = "gallery" | "palette" | "help" | "share" | "jump"

export const useDialog = create<{ readonly open: DialogName | null }>(() => ({ open: null }))

export function openDialog(open: DialogName): void {
  useDialog.setState({ open })
}

export function closeDialog(): void {
  useDialog.setState({ open: null })
}
