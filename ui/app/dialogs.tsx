import { lazy, Suspense } from "react"
import { useDialog } from "../controls/dialogs.ts"
import { Boundary } from "./boundary.tsx"

const Gallery = lazy(async () => ({ default: (await import("../gallery/gallery.tsx")).Gallery }))
const Help = lazy(async () => ({ default: (await import("../controls/help.tsx")).Help }))
const Palette = lazy(async () => ({ default: (await import("../controls/palette.tsx")).Palette }))
const ShareDialog = lazy(async () => ({ default: (await import("./share-dialog.tsx")).ShareDialog }))

/** What lies over the page, each loaded when it is first opened. */
export function Dialogs() {
  const open = useDialog((state) => state.open)
  return (
    <Boundary what="This dialog" resetKey={open ?? ""}>
      <Suspense fallback={null}>
        {open === "gallery" ? <Gallery /> : null}
        {open === "palette" ? <Palette /> : null}
        {open === "help" ? <Help /> : null}
        {open === "share" ? <ShareDialog /> : null}
      </Suspense>
    </Boundary>
  )
}
